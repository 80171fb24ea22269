/** One installation is one company; the documented paths take any name. */
export const COMPANY = "rapport";
