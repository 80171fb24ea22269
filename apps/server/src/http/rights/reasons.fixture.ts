/** Why an endpoint has no other tenant to try. */
export const WHOLE_HOUSE = { none: "A permission of headquarters holds for the whole installation, and this call names one thing only." };
export const FOR_ANYONE = { none: "It is open to everyone and holds nothing that belongs to a tenant." };
export const OWN_SESSION = { none: "It is about the session whose cookie is sent, and about no other." };
export const OWN_PERSON = { none: "It is about the person whose session it is." };
