/** Who acts, and from where; both go into the audit log. */
export type Actor = { name: string; origin: string };

/** Vindplaats, where it acts by itself. */
export const itself: Actor = { name: 'vindplaats', origin: 'local' };
