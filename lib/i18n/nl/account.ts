import type { account as english } from '#lib/i18n/en/account.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const account: Translation<typeof english> = {
  signIn: 'Aanmelden',
  signOut: 'Afmelden',
  name: 'Naam',
  email: 'E-mailadres',
  password: 'Wachtwoord',
  passwordHint: 'Ten minste {length, number} tekens.',
  signInWithMicrosoft: 'Aanmelden met Microsoft',
  or: 'of',
  error: {
    CredentialsSignin: 'Het e-mailadres of het wachtwoord is onjuist.',
    TooManyAttempts: 'Te veel pogingen. Wacht een kwartier en probeer het opnieuw.',
    AccessDenied: 'Uw Microsoft-account heeft hier geen toegang. Vraag een beheerder om u toe te voegen.',
    Other: 'Aanmelden is niet gelukt. Probeer het opnieuw; blijft het, meld het dan aan uw beheerder.',
  },
  setUpTitle: 'De eerste beheerder instellen',
  setUpText: 'Dit account beheert de hele installatie. Het kan de andere personen toevoegen.',
  setUp: 'Beheerder maken',
  invitationTitle: 'Welkom, {name}',
  invitationText: 'Kies een wachtwoord. Daarmee en met uw e-mailadres meldt u zich voortaan aan.',
  accept: 'Wachtwoord instellen',
  linkGoneTitle: 'Deze koppeling is niet meer geldig',
  linkGoneText: 'Ze is gebruikt, vervangen of verlopen. Meld u aan, of vraag uw beheerder om een nieuwe.',
  noEnvironmentTitle: 'Nog geen omgeving',
  noEnvironmentText:
    'U bent aangemeld als {email} en hebt in geen enkele omgeving een rol. Vraag een beheerder om u toe te voegen.',
}
