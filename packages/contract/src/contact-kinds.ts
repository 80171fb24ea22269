/** What a number or an address is for, as far as the apps have words for it (HC4). */
export const CONTACT_KINDS = ["mobile", "home", "work", "delivery", "other"] as const;
