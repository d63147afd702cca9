import type { Cache, ScopedMutator } from 'swr'

const INFINITE = '$inf$'

/** Reads again whatever is shown from these paths of the API or from below them. Paged lists are read again whole. */
export function rereadUnder(paths: string[], cache: Cache, mutate: ScopedMutator) {
  for (const key of [...cache.keys()]) {
    const url = key.startsWith(INFINITE) ? key.slice(INFINITE.length) : key
    if (paths.some(path => isUnder(url, path))) void mutate(key)
  }
}

const isUnder = (url: string, path: string) => url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`)
