/** What is done with webhooks, and the names of their fields, in the words of the log. */
export const WEBHOOK_ENDPOINTS = {
  en: {
    createWebhook: "Webhook made",
    changeWebhook: "Webhook changed",
    deleteWebhook: "Webhook deleted",
    rotateWebhookSecret: "Webhook given a new secret",
    testWebhook: "Test sent to a webhook",
    sendDeliveryAgain: "Message sent again",
  },
  nl: {
    createWebhook: "Webhook gemaakt",
    changeWebhook: "Webhook gewijzigd",
    deleteWebhook: "Webhook verwijderd",
    rotateWebhookSecret: "Webhook een nieuw geheim gegeven",
    testWebhook: "Proef naar een webhook gestuurd",
    sendDeliveryAgain: "Bericht opnieuw gestuurd",
  },
} as const;

export const WEBHOOK_FIELDS = {
  en: { url: "Address", shown_url: "Address without secrets", kinds: "What is told", secret: "Secret" },
  nl: { url: "Adres", shown_url: "Adres zonder geheimen", kinds: "Wat wordt gemeld", secret: "Geheim" },
} as const;
