/** A place as the truth knows it, and the ways in which advertisers write it. */
export type DemoPlace = { name: string; written: readonly string[]; municipality: string | null };

/** Codes are those of 2019. A place stands as often as it should be drawn. */
export const regionPlaces: readonly DemoPlace[] = [
  ...times(5, place('Hilversum', 'GM0402', ['Hilversum', 'hilversum', 'HILVERSUM', 'Hilversum en omgeving'])),
  ...times(3, place('Bussum', 'GM1942', ['Bussum', 'bussum', 'Bussum (bij het station)'])),
  ...times(2, place('Naarden', 'GM1942', ['Naarden', 'Naarden Vesting'])),
  ...times(1, place('Muiden', 'GM1942', ['Muiden'])),
  ...times(1, place('Muiderberg', 'GM1942', ['Muiderberg'])),
  ...times(3, place('Huizen', 'GM0406', ['Huizen', 'huizen', 'HUIZEN'])),
  ...times(1, place('Blaricum', 'GM0376', ['Blaricum', 'Blaricum en omgeving'])),
  ...times(1, place('Laren', 'GM0417', ['Laren', 'Laren NH'])),
  ...times(1, place('Loosdrecht', 'GM1696', ['Loosdrecht', 'Nieuw-Loosdrecht', 'Oud-Loosdrecht'])),
  ...times(1, place('Kortenhoef', 'GM1696', ['Kortenhoef'])),
  ...times(1, place("'s-Graveland", 'GM1696', ["'s-Graveland", '’s-Graveland', 's Graveland'])),
  ...times(1, place('Nederhorst den Berg', 'GM1696', ['Nederhorst den Berg'])),
  ...times(1, place('Eemnes', 'GM0317', ['Eemnes'])),
];

/** Near neighbours, names that look like ours (Hilvarenbeek), and Weesp, which left the region in 2022. */
export const outsidePlaces: readonly DemoPlace[] = [
  'Amsterdam',
  'Utrecht',
  'Amersfoort',
  'Almere',
  'Baarn',
  'Soest',
  'Zeist',
  'Diemen',
  'Weesp',
  'Hollandsche Rading',
  'Hilvarenbeek',
  'Maartensdijk',
].map((name) => place(name, null, [name]));

function place(name: string, municipality: string | null, written: readonly string[]): DemoPlace {
  return { name, municipality, written };
}

function times(count: number, one: DemoPlace): DemoPlace[] {
  return Array.from({ length: count }, () => one);
}
