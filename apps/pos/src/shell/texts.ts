import { defineTexts } from "@rapport/app-shell";

export const shellTexts = defineTexts({
  en: {
    "app.skip": "Skip to the content",
    "app.navigation": "Main",
    "app.notFound": "There is no such page",
    "app.notFoundText": "The address may be old.",
    "app.toWelcome": "To the start page",

    "app.kept": "Notes and activities written here stay on this device. Only their writer can see them.",
    "note.saved": "Note saved.",
    "activity.saved": "Activity logged.",
    "settings.new": "New settings from headquarters are in use.",

    "nav.welcome": "Home",
    "nav.clientBook": "Client book",
    "nav.search": "Search",
    "nav.lock": "Lock",
    "nav.account": "{{name}}, account and settings",
    "nav.password": "Change password",

    "signOut.action": "Sign out",
    "signOut.unsavedTitle_one": "{{shown}} note or activity is not saved yet",
    "signOut.unsavedTitle_other": "{{shown}} notes and activities are not saved yet",
    "signOut.unsavedText": "Signing out now discards what is not saved.",
    "signOut.keptText": "It stays on this device, only for you, and is sent when you sign in here again.",
    "signOut.anyway": "Sign out and discard",
    "signOut.stay": "Stay",

    "connection.offline": "No network. This page may be out of date. New notes and activities wait here until the network is back.",
    "connection.unsaved_one": "{{shown}} note or activity could not be saved.",
    "connection.unsaved_other": "{{shown}} notes and activities could not be saved.",
    "connection.look": "Show",
  },
  nl: {
    "app.skip": "Naar de inhoud",
    "app.navigation": "Hoofdmenu",
    "app.notFound": "Deze pagina bestaat niet",
    "app.notFoundText": "Het adres is misschien oud.",
    "app.toWelcome": "Naar het begin",

    "app.kept": "Notities en activiteiten die hier geschreven zijn, blijven op dit apparaat. Alleen wie ze schreef kan ze zien.",
    "note.saved": "Notitie bewaard.",
    "activity.saved": "Activiteit vastgelegd.",
    "settings.new": "Nieuwe instellingen van het hoofdkantoor zijn in gebruik.",

    "nav.welcome": "Start",
    "nav.clientBook": "Klantenboek",
    "nav.search": "Zoeken",
    "nav.lock": "Vergrendelen",
    "nav.account": "{{name}}, account en instellingen",
    "nav.password": "Wachtwoord wijzigen",

    "signOut.action": "Uitloggen",
    "signOut.unsavedTitle_one": "{{shown}} notitie of activiteit is nog niet bewaard",
    "signOut.unsavedTitle_other": "{{shown}} notities en activiteiten zijn nog niet bewaard",
    "signOut.unsavedText": "Als je nu uitlogt, gaat verloren wat niet bewaard is.",
    "signOut.keptText": "Dat blijft op dit apparaat, alleen voor jou, en wordt verstuurd als je hier weer inlogt.",
    "signOut.anyway": "Uitloggen en weggooien",
    "signOut.stay": "Blijven",

    "connection.offline": "Geen netwerk. Deze pagina kan verouderd zijn. Nieuwe notities en activiteiten wachten hier tot er weer netwerk is.",
    "connection.unsaved_one": "{{shown}} notitie of activiteit kon niet worden bewaard.",
    "connection.unsaved_other": "{{shown}} notities en activiteiten konden niet worden bewaard.",
    "connection.look": "Tonen",
  },
});
