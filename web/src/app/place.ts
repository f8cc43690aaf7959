import { useMemo, useSyncExternalStore } from 'react'
import { useSession } from './session.tsx'

/** The part of the network somebody wants to look at: one brand, region or dealer of those they may see. */
export type Place = { kind: 'brand' | 'region' | 'dealer'; id: string; name: string }

const kinds: readonly string[] = ['brand', 'region', 'dealer'] satisfies Place['kind'][]
const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  kinds.includes(String(value.kind)) &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string'

const keyOf = (userId: string) => `ringroad.place.${userId}`
const listeners = new Set<() => void>()
const subscribe = (listen: () => void) => {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

/** Kept for this tab, so that two tabs may look at two brands; the server goes by its own scope in any case. */
export const choosePlace = (userId: string, place: Place | undefined) => {
  if (place) sessionStorage.setItem(keyOf(userId), JSON.stringify(place))
  else sessionStorage.removeItem(keyOf(userId))
  for (const listen of listeners) listen()
}

const read = (text: string | null): Place | undefined => {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return isPlace(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What the screens begin with. It narrows by the filters the lists have anyway, and a chip in the address wins. */
export const usePlace = (): Place | undefined => {
  const { user, brands } = useSession()
  const text = useSyncExternalStore(subscribe, () => sessionStorage.getItem(keyOf(user.id)))
  return useMemo(() => {
    const place = read(text)
    const lost = place?.kind === 'brand' && !brands.some((brand) => brand.id === place.id)
    return lost ? undefined : place
  }, [text, brands])
}

/** For a chip: what it holds while nothing is chosen. */
export const beginsAt = (place: Place | undefined, kind: Place['kind']) =>
  place?.kind === kind ? { fallback: [place.id] } : {}

/** The place as the filters of leads: `{ brandId }`, `{ under }` or `{ dealerId }`. */
export const usePlaceQuery = () => {
  const place = usePlace()
  return useMemo(
    () => ({
      ...(place?.kind === 'brand' ? { brandId: place.id } : {}),
      ...(place?.kind === 'region' ? { under: place.id } : {}),
      ...(place?.kind === 'dealer' ? { dealerId: place.id } : {}),
    }),
    [place],
  )
}
