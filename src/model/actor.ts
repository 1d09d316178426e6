/** Who acts, and from where; both go into the audit log. */
export type Actor = { name: string; origin: string };
