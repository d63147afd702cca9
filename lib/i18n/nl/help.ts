import type { help as english } from '#lib/i18n/en/help.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const help: Translation<typeof english> = {
  title: 'Over Power Automate',
  subtitle: 'Hoe een stroom vanzelf start wanneer uw klantgegevens veranderen, en hoe u er een maakt.',
  triggers: 'Wat een stroom start',
  triggersNote:
    'Een drempel wordt overschreden wanneer de waarde er eerst op of onder lag en er nu boven ligt, tussen twee geslaagde vernieuwingen. Voltooid is niet hetzelfde als geslaagd: de gebeurtenis zegt hoe het afliep, zodat een stroom daarop kan beslissen.',
  make: 'Een stroom maken',
  steps: {
    setUp:
      'Een beheerder opent Beheer > Exportbestemmingen, kiest Instellen op de tegel Power Automate en gaat akkoord met wat er wordt verzonden.',
    connector:
      'Importeer de connectordefinitie uit dat deelvenster in Power Automate als aangepaste connector, en maak een verbinding met een API-sleutel uit hetzelfde deelvenster.',
    flow: 'Maak een nieuwe stroom, kies een van de triggers en vul de omgeving in en wat er verder wordt gevraagd.',
    save: 'Sla de stroom op. Daarmee neemt die een abonnement: de stroom staat dan onder Abonnementen, en wat die ontvangt onder Leveringen.',
  },
  examples: 'Voorbeelden',
  example: {
    teams: 'Plaats een bericht in het kanaal van het datateam als een gegevensbron niet kan worden vernieuwd.',
    mail: 'Mail de eigenaar van een campagne zodra een segment groot genoeg is.',
    report: 'Verstuur het ochtendrapport zodra de nachtelijke vernieuwing klaar is.',
  },
  delivery: 'Waar u op kunt rekenen',
  deliveries: {
    once: 'Elke stroom die luistert, ontvangt elke gebeurtenis minstens één keer. Komt er een twee keer, dan dragen beide dezelfde webhook-id.',
    retry:
      'Wat een stroom niet aanneemt, wordt ongeveer twee dagen lang herhaald en kan daarna met de hand opnieuw worden verzonden.',
    paused: 'Zolang een stroom is uitgeschakeld of het abonnement is onderbroken, worden de gebeurtenissen bewaard.',
    others:
      'Elk stroomsysteem en elke service die een https-aanroep kan ontvangen, kan op dezelfde manier een abonnement nemen; Power Automate is alleen de bekendste.',
  },
  privacy: 'Wat de omgeving verlaat',
}
