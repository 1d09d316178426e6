/**
 * How many pairs of words a text has: what a short one says is said by many. Of texts that are kept already it is read from their
 * length: 16 bytes, 24 keys of 4 bytes where there are any (number 24 in the 13th byte), then 4 bytes a pair.
 */
export const textPairs = `
alter table text add column pairs integer not null default 0;
update text set pairs = (
  select length(packed) / 4 - 4 - (case when substr(packed, 13, 1) = x'18' then 24 else 0 end) from personal_text where text_id = text.id
);
`;
