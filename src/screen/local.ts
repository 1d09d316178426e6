/** What local law and the calendar say at the place and on the day of the ad. */
export type Local = {
  day: string;
  municipality: string | null;
  minimumAge: number | null;
  licenceRequired: boolean;
};
