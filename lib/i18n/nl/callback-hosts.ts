import type { callbackHosts as english } from '#lib/i18n/en/callback-hosts.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const callbackHosts: Translation<typeof english> = {
  title: 'Hosts voor aanroepen',
  text: 'Waar stromen mogen worden aangeroepen, in elke omgeving: deze hosts en alles eronder, via https.',
  add: 'Host toevoegen',
  host: 'Host',
  hostHint:
    'Bijvoorbeeld flows.example.com, waarmee ook eu.flows.example.com mag. Een sterretje (*) is elke openbare host.',
  hostInvalid: 'Voer een hostnaam in, bijvoorbeeld flows.example.com, zonder https:// en zonder pad.',
  taken: 'Deze host staat al in de lijst.',
  any: 'elke openbare host',
  anyTitle: 'Elke openbare host mag worden aangeroepen',
  anyText:
    'Iedereen die een abonnement mag nemen, kan deze service elk adres op internet laten aanroepen. Verwijder het sterretje (*) als u het niet meer nodig hebt.',
  anyWarning:
    'Met een sterretje kan iedereen die een abonnement mag nemen, deze service elk adres op internet laten aanroepen.',
  added: '{host} mag nu worden aangeroepen.',
  addedBy: 'Toegevoegd door',
  setting: 'De instellingen van de installatie',
  subscriptions: 'Abonnementen',
  removeTitle: '{host} verwijderen?',
  removeText:
    '{count, plural, =0 {Geen abonnement heeft de host nodig.} one {Eén abonnement heeft de host nodig: er wordt niets meer naartoe verzonden, en wat het had moeten krijgen wordt bewaard tot de host weer mag of het wordt opgegeven.} other {# abonnementen hebben de host nodig: er wordt niets meer naartoe verzonden, en wat ze hadden moeten krijgen wordt bewaard tot de host weer mag of het wordt opgegeven.}}',
  removed: '{host} wordt niet meer aangeroepen.',
  refusedTitle: 'Abonnementen waarvan de host niet mag',
  refusedText: 'Er wordt niets naartoe verzonden. Voeg de host toe, of laat de eigenaren ze verwijderen.',
  environment: 'Omgeving',
}
