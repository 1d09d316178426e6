/** What a municipality answered on an ad it was handed; the newest answer stands, older ones stay. */
export const feedback = `
create table feedback (
  id integer primary key,
  handover_number text not null references handover (number),
  ad_id integer not null references ad (id),
  known text not null check (known in ('yes', 'no', 'unclear')),
  action text not null,
  judgement text not null check (judgement in ('right', 'wrong', 'unclear')),
  -- The rule that helped, when one did.
  rule text,
  actor text not null,
  at text not null
) strict;
create index feedback_by_ad on feedback (ad_id, id);
create index feedback_by_handover on feedback (handover_number, ad_id, id);

create table personal_feedback_note (
  feedback_id integer primary key references feedback (id),
  note text not null
) strict;
`;
