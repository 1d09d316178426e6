/** A small reader of RFC 4180 with a free delimiter, written apart from the writer under test. */
export function readCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  const characters = text.replace(/^\uFEFF/u, '');
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at];
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (characters[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === delimiter || character === '\n') {
      row.push(field);
      field = '';
      if (character === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (character !== '\r') field += character;
  }
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows;
}
