/** The seed of the demo: every fresh machine shows the same two sites. */
export const demoSeed = 2019;
