/**
 * After the weights of pairs of words were learned anew, the kept texts follow stretch by stretch: those after `kept_to` and up to
 * `stale_to` still have the keys that older weights gave them. Null when all have followed.
 */
export const relearning = `
alter table shingle_weights add column kept_to integer;
alter table shingle_weights add column stale_to integer;
`;
