import type { subscriptionCare as english } from '#lib/i18n/en/subscription-care.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const subscriptionCare: Translation<typeof english> = {
  resumeTitle: 'Dit abonnement hervatten?',
  kept: '{count, plural, one {# gebeurtenis is} other {# gebeurtenissen zijn}} bewaard, de oudste van {oldest}.',
  choice: 'Wat de stroom daarvan krijgt',
  choices: {
    all: 'Alles',
    latest: 'Alleen de laatste',
    none: 'Niets',
  },
  choiceHint: {
    all: 'Wat er vanaf nu gebeurt, gaat voor.',
    latest: 'Eén voor elke drempel en gegevensbron, of één als de trigger geen van beide heeft.',
    none: 'De stroom hoort alleen wat er vanaf nu gebeurt.',
  },
  age: 'Ouderdom',
  anyAge: 'Hoe oud ook',
  noOlderThan: 'Niet ouder dan {age}',
  outcome:
    '{sent, plural, =0 {Er wordt niets verzonden} one {# wordt verzonden} other {# worden verzonden}}, {canceled, plural, =0 {niets geannuleerd} one {# geannuleerd} other {# geannuleerd}}.',
  takes: 'Verzenden duurt ongeveer {duration}, met {rate} per seconde.',
  noLimit: 'Ze worden verzonden zo snel als de ontvanger ze aanneemt.',
  handOver: 'Overdragen',
  handOverMore: 'Overdragen…',
  handOverTitle: 'Dit abonnement overdragen',
  handOverHint:
    'De nieuwe eigenaar mag het onderbreken, testen en verwijderen, en hoort van problemen ermee. De stroom zelf verandert niet.',
  newOwner: 'Nieuwe eigenaar',
  handedOver: 'Het abonnement is nu van {name}.',
  goneTitle:
    '{count, plural, one {# abonnement hoort bij een stroom die niet meer bestaat} other {# abonnementen horen bij stromen die niet meer bestaan}}',
  goneText:
    '{count, plural, one {Het hoort niets meer en wordt na een tijd vanzelf verwijderd.} other {Ze horen niets meer en worden na een tijd vanzelf verwijderd.}}',
  removeGone: 'Alle verdwenen verwijderen',
  removeGoneTitle: 'Elk abonnement verwijderen waarvan de stroom niet meer bestaat?',
  removeGoneText:
    'Een stroom die terugkomt, neemt opnieuw een abonnement wanneer de maker die opslaat. De leveringen blijven zichtbaar.',
  goneRemoved:
    '{count, plural, =0 {Er was er geen meer verdwenen.} one {# abonnement is verwijderd.} other {# abonnementen zijn verwijderd.}}',
}
