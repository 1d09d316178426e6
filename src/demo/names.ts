/** Common first names, chosen so that none says where somebody comes from. */
export const firstNames: readonly string[] = (
  'Anna Lisa Eva Julia Sophie Sara Emma Nina Laura Iris Noor Roos Fleur Tess Vera Mila Lotte Amber Romy Sanne Maud Puck Isa Linde ' +
  'Jasmijn Lieke Floor Femke Kim Mara Elin Nora Sofie Lara Bo Jip Robin Charlie Sam Daan Tom Bram Luuk Milan'
).split(' ');
