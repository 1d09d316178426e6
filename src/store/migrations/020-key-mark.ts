/**
 * By which key the store was made: with another one no number would meet what is known of it, and no kept page could be opened. The
 * mark is a keyed hash of a fixed word. A store of before gets the mark of the first key that opens it.
 */
export const keyMark = `
create table key_mark (id integer primary key check (id = 1), mark text not null) strict;
`;
