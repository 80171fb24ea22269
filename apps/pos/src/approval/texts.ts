import { defineTexts } from "@rapport/app-shell";

export const approvalTexts = defineTexts({
  en: {
    title: "Ask a manager",
    operator: "Operator id of the manager",
    password: "Password of the manager",
    needOperator: "Fill in the operator id of the manager.",
    needPassword: "Fill in the password of the manager.",
    cancel: "Cancel",
    lend: "Approve once",
    lendText: "This needs a right that you do not have: {{right}}. A manager can approve it here, this once.",
    endWait: "End the wait",
    endWaitText: "After too many wrong passwords you have to wait. A manager of this store can end that here.",
    waitEnded: "You can try again now.",
  },
  nl: {
    title: "Vraag een manager",
    operator: "Medewerkernummer van de manager",
    password: "Wachtwoord van de manager",
    needOperator: "Vul het medewerkernummer van de manager in.",
    needPassword: "Vul het wachtwoord van de manager in.",
    cancel: "Annuleren",
    lend: "Eén keer goedkeuren",
    lendText: "Hiervoor heb je een recht nodig dat je niet hebt: {{right}}. Een manager kan het hier één keer goedkeuren.",
    endWait: "Wachttijd beëindigen",
    endWaitText: "Na te veel verkeerde wachtwoorden moet je wachten. Een manager van deze winkel kan dat hier beëindigen.",
    waitEnded: "Je kunt het nu opnieuw proberen.",
  },
});
