/** The one module of `natural` that is used; the package ships no types for it. */
declare module 'natural/lib/natural/stemmers/porter_stemmer_nl.js' {
  const stemmer: {
    stem(word: string): string;
    /** Left standing by an earlier word, and read by the next one: see tokens.ts. */
    suffixeRemoved: boolean;
  };
  export default stemmer;
}
