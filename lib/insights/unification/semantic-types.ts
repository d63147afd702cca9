import type { MatchCondition, SemanticType } from '#lib/insights/unification/definition.ts'

type Known = {
  /** Names of attributes that have this meaning, in lower case and without punctuation. */
  names: RegExp
  /** How it is best compared; what tells nobody apart, or is written in too many ways, is not. */
  compare?: Omit<MatchCondition, 'type'>
}

const words = ['lowerCase', 'accents', 'symbols', 'whitespace'] as const
const name: Known['compare'] = { method: 'jaroWinkler', precision: 'medium', normalization: [...words] }
const code: Known['compare'] = {
  method: 'damerauLevenshtein',
  precision: 'custom',
  threshold: 0.75,
  normalization: [...words],
}
const equal: Known['compare'] = { method: 'exact', precision: 'high', normalization: [...words] }

/** The meanings that are known by name; an attribute may have any other of the form Group.Name. */
export const SEMANTIC_TYPES: Record<SemanticType, Known> = {
  'Person.FirstName': { names: /^((first|given|fore)name|voornaam|roepnaam)s?$/, compare: name },
  'Person.MiddleName': { names: /^(middlename|tussenvoegsel)$/ },
  'Person.LastName': { names: /^((last|family|sur)name|achternaam)$/, compare: name },
  'Person.FullName': {
    names: /^((full|display|customer)?name|(volledige)?naam)$/,
    compare: name,
  },
  'Person.BirthDate': {
    names: /^(dateofbirth|birthdate|birthday|dob|geboortedatum)$/,
    compare: { ...code, normalization: ['digits'] },
  },
  'Person.Gender': { names: /^(gender|sex|geslacht)$/ },
  'Location.HouseNumber': { names: /^((street|house)number|huisnummer)$/, compare: equal },
  'Location.Street': { names: /^(street(name|address)?|address(line)?1?|straat(naam)?|adres)$/, compare: name },
  'Location.Addition': { names: /^(address(line)?2|toevoeging)$/, compare: name },
  'Location.City': { names: /^(city|town|suburb|(woon)?plaats|stad)$/, compare: name },
  'Location.PostalCode': { names: /^(post(al)?code|zip(code)?)$/, compare: code },
  'Location.State': { names: /^(state|province|region|provincie)$/, compare: equal },
  'Location.Country': { names: /^(country|land)$/ },
  'Contact.Email': {
    names: /^(e?mail(address)?|emailadres)$/,
    compare: { ...equal, normalization: ['lowerCase', 'whitespace'] },
  },
  'Contact.Phone': {
    names: /^((mobile|phone|telephone|tel)(number)?|telefoon(nummer)?|mobiel)$/,
    compare: { ...equal, normalization: ['digits'] },
  },
}

/** What an attribute may mean, by its name. */
export function suggestType(attribute: string): SemanticType | undefined {
  const plain = attribute.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return Object.entries(SEMANTIC_TYPES).find(([, { names }]) => names.test(plain))?.[0]
}

/** The condition by which values of a type are best compared. */
export const conditionFor = (type: SemanticType): MatchCondition | undefined => {
  const compare = SEMANTIC_TYPES[type]?.compare
  return compare && { type, ...compare }
}
