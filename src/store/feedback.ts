import type { Database } from 'better-sqlite3';
import { feedbackSchema } from '../model/feedback.ts';
import type { Feedback, Judgement } from '../model/feedback.ts';

/** An ad on a list that was handed over, with the newest answer on it. */
export type AnsweredItem = {
  adId: number;
  decisionEventId: number;
  feedback: (Feedback & { actor: string; at: string }) | null;
};

type Row = {
  ad_id: number;
  decision_event_id: number;
  known: string | null;
  action: string | null;
  judgement: string | null;
  rule: string | null;
  note: string | null;
  actor: string | null;
  at: string | null;
};

export function createFeedbackRecords(db: Database) {
  const insert = db.prepare<[string, number, string, string, string, string | null, string, string], { id: number }>(
    'insert into feedback (handover_number, ad_id, known, action, judgement, rule, actor, at) values (?, ?, ?, ?, ?, ?, ?, ?) returning id',
  );
  const insertNote = db.prepare('insert into personal_feedback_note (feedback_id, note) values (?, ?)');
  const items = db.prepare<[string], Row>(
    `select i.ad_id, i.decision_event_id, f.known, f.action, f.judgement, f.rule, f.actor, f.at, n.note
     from handover_item i
     left join feedback f on f.id = (select max(id) from feedback where handover_number = i.handover_number and ad_id = i.ad_id)
     left join personal_feedback_note n on n.feedback_id = f.id
     where i.handover_number = ? order by i.ad_id`,
  );
  const answered = db.prepare<[], { number: string; n: number }>(
    'select handover_number number, count(distinct ad_id) n from feedback group by 1',
  );
  const newest = db.prepare<[number], { judgement: string }>(
    'select judgement from feedback where ad_id = ? order by id desc limit 1',
  );

  return {
    /** Call inside a transaction. */
    add(handoverNumber: string, adId: number, feedback: Feedback, actor: string, at: string): void {
      const { known, action, judgement, rule, note } = feedback;
      const row = insert.get(handoverNumber, adId, known, action, judgement, rule, actor, at);
      if (!row) throw new Error('insert into feedback returned no id');
      if (note !== '') insertNote.run(row.id, note);
    },
    /** Every ad of a list, answered or not. */
    items(handoverNumber: string): AnsweredItem[] {
      return items.all(handoverNumber).map((row) => ({
        adId: row.ad_id,
        decisionEventId: row.decision_event_id,
        feedback: toFeedback(row),
      }));
    },
    /** How many ads of each list were answered on; a list without an answer is not in it. */
    countAnswered(): ReadonlyMap<string, number> {
      return new Map(answered.all().map((row) => [row.number, row.n]));
    },
    /** The newest judgement on an ad, of whichever list; null without one. */
    judgement(adId: number): Judgement | null {
      return feedbackSchema.shape.judgement.nullable().parse(newest.get(adId)?.judgement ?? null);
    },
  };
}

function toFeedback(row: Row): AnsweredItem['feedback'] {
  const { known, action, judgement, rule, actor, at } = row;
  if (actor === null || at === null) return null;
  return { ...feedbackSchema.parse({ known, action, judgement, rule, note: row.note ?? '' }), actor, at };
}
