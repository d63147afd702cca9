import type { dataSources as english } from '#lib/i18n/en/data-sources.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const dataSources: Translation<typeof english> = {
  title: 'Gegevensbronnen',
  add: 'Gegevensbron toevoegen',
  edit: 'Gegevensbron bewerken',
  emptyTitle: 'Haal klantgegevens binnen',
  emptyText:
    'Een gegevensbron is een CSV-bestand dat Highwater bij elke vernieuwing leest, of iets dat elders wordt vernieuwd en hier meldt hoe dat ging. Stromen kunnen beginnen wanneer een vernieuwing mislukt of slaagt.',
  kinds: { file: 'Bestand', sql: 'Database', external: 'Elders vernieuwd' },
  kindHints: {
    file: 'Highwater leest bij elke vernieuwing een CSV-bestand.',
    external:
      'Een pijplijn elders, zoals dbt, Airflow of een data factory, meldt aan Highwater hoe elke vernieuwing afliep.',
  },
  from: 'Het bestand',
  fromUpload: 'Een CSV-bestand uploaden',
  fromPath: 'Een bestand in de bezorgmap lezen',
  file: 'CSV-bestand',
  chooseFile: 'Kies een bestand',
  fileHint: 'De eerste regel noemt de kolommen. Komma’s of puntkomma’s, UTF-8 of Latin-1: beide worden herkend.',
  fileChosen: '{name}, {size}',
  path: 'Pad',
  pathHint: 'Onder de map “files” van de gegevensmap, bijvoorbeeld crm.csv.',
  notUploaded: 'Er is nog geen bestand geüpload.',
  uploadNew: 'Nieuw bestand uploaden',
  uploading: 'Bezig met uploaden…',
  uploadDone: 'Het bestand is geüpload. Vernieuw {name} om het te lezen.',
  entityName: 'Naam van de entiteit',
  entityNameHint: 'De tabel die de rijen worden, bijvoorbeeld Contact.',
  primaryKey: 'Primaire sleutel',
  primaryKeyHint: 'De kolom die in elke rij anders is. Laat dit leeg als die er niet is.',
  keptRows: 'De rijen van de laatste geslaagde vernieuwing zijn nog in gebruik.',
  recent: 'Recente vernieuwingen',
  noRecent: 'Deze is nog niet vernieuwd.',
  deleteText: 'De rijen en wat ervoor is geüpload, worden verwijderd. Bestanden in de bezorgmap blijven staan.',
  deleteSegments: 'Segmenten die niet meer kunnen worden vernieuwd: {names}.',
  deleteMeasures: 'Meetcriteria die niet meer kunnen worden vernieuwd: {names}.',
  subtitle: 'Waar klantgegevens vandaan komen, en hoe de laatste vernieuwing verliep.',
  one: 'Gegevensbron',
  uploadInstead: 'Het komt in de plaats van {path} in de bezorgmap.',
}
