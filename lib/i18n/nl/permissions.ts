import type { permissions as english } from '#lib/i18n/en/permissions.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const permissions: Translation<typeof english> = {
  title: 'Machtigingen',
  subtitle: 'Wie mag wat in deze omgeving: personen die zich aanmelden, en API-sleutels voor programma’s.',
  administratorsOnly: 'Alleen beheerders zien wie toegang heeft. Vraag een van hen als u een andere rol nodig hebt.',
  role: 'Rol',
  roleHint: {
    Admin: 'Stelt bestemmingen en drempels in, beheert personen en sleutels, en doet alles wat inzenders doen.',
    Contributor: 'Wijzigt gegevensbronnen, segmenten en meetcriteria, vernieuwt ze, en abonneert stromen.',
    Viewer: 'Ziet alles, en wijzigt niets.',
  },
  people: 'Personen',
  addUsers: 'Gebruikers toevoegen',
  email: 'E-mailadres',
  emailInvalid: 'Voer een e-mailadres in, bijvoorbeeld kim@contoso.com.',
  added: '{name} heeft nu toegang.',
  deploymentAdministrator: 'Installatiebeheerder',
  state: {
    active: 'Actief',
    invited: 'Uitgenodigd',
    disabled: 'Uitgeschakeld',
  },
  invitation: 'Uitnodiging voor {name}',
  invitationLink: 'Koppeling',
  invitationText:
    'Stuur deze koppeling naar {email}. Ze wordt alleen nu getoond, werkt één keer en verloopt {expires}. Wie haar heeft, kan zich aanmelden als {name}.',
  notInvited:
    '{name} heeft nog geen wachtwoord en hoort ook bij een andere omgeving. Vraag een installatiebeheerder om een koppeling.',
  newInvitation: 'Nieuwe uitnodigingskoppeling',
  newPassword: 'Koppeling voor een nieuw wachtwoord',
  changeRole: 'Rol wijzigen',
  changeRoleOf: 'De rol van {name} wijzigen',
  makeDeploymentAdministrator: 'Installatiebeheerder maken',
  makeDeploymentAdministratorTitle: '{name} installatiebeheerder maken?',
  makeDeploymentAdministratorText:
    '{name} beheert dan elke omgeving, en kan andere installatiebeheerders toevoegen en verwijderen.',
  removeDeploymentAdministrator: 'Installatiebeheer intrekken',
  removeDeploymentAdministratorTitle: 'Het installatiebeheer van {name} intrekken?',
  removeDeploymentAdministratorText:
    '{name} houdt alleen de rollen in afzonderlijke omgevingen. Het gaat onmiddellijk in.',
  disable: 'Uitschakelen',
  disableTitle: '{name} uitschakelen?',
  disableText:
    '{name} wordt onmiddellijk afgemeld, en kan zich bij geen enkele omgeving aanmelden tot het account weer is ingeschakeld.',
  enable: 'Inschakelen',
  removeTitle: '{name} verwijderen?',
  removeText:
    '{name} verliest onmiddellijk de toegang tot deze omgeving. Segmenten, drempels, abonnementen en sleutels die {name} heeft gemaakt, blijven zoals ze zijn.',
  removed: '{name} heeft geen toegang meer.',
  saved: 'Opgeslagen.',
  keys: 'API-sleutels',
  keysText: 'Een programma roept de API aan met een sleutel, en heeft de rol van de sleutel in deze omgeving.',
  noKeys: 'Nog geen sleutels',
  noKeysText: 'Maak er een voor een connector, een pijplijn of een script.',
  addKey: 'Sleutel toevoegen',
  keyName: 'Naam',
  keyNameHint: 'Wat hem gebruikt, bijvoorbeeld “dbt, elke nacht”.',
  keyPrefix: 'Begint met',
  lastUsed: 'Laatst gebruikt',
  key: 'Sleutel',
  keyMade: 'Sleutel {name}',
  keyShownOnce: 'Kopieer de sleutel nu. Hij wordt alleen nu getoond.',
  revoke: 'Intrekken',
  revokeTitle: 'De sleutel {name} intrekken?',
  revokeText:
    'Programma’s die hem gebruiken, worden vanaf hun volgende aanroep geweigerd. Dit kan niet ongedaan worden gemaakt.',
  revoked: 'De sleutel {name} is ingetrokken.',
}
