import { useSyncExternalStore } from 'react'
import type { Mode } from './theme.ts'

export type ThemeChoice = Mode | 'system'
export type Density = 'compact' | 'comfortable'
type Appearance = { choice: ThemeChoice; mode: Mode; density: Density }

const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const read = (): Appearance => {
  const kept = localStorage.getItem('ringroad.theme')
  const choice: ThemeChoice = kept === 'light' || kept === 'dark' ? kept : 'system'
  const system: Mode = dark.matches ? 'dark' : 'light'
  const density: Density =
    localStorage.getItem('ringroad.density') === 'comfortable' ? 'comfortable' : 'compact'
  return { choice, mode: choice === 'system' ? system : choice, density }
}

let now = read()
const publish = (density?: Density) => {
  now = density ? { ...read(), density } : read()
  document.documentElement.dataset.theme = now.mode
  document.documentElement.dataset.density = now.density
  for (const listen of listeners) listen()
}
dark.addEventListener('change', () => publish())

const subscribe = (listen: () => void) => {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

export const chooseTheme = (choice: ThemeChoice) => {
  localStorage.setItem('ringroad.theme', choice)
  publish()
}
export const chooseDensity = (density: Density) => {
  localStorage.setItem('ringroad.density', density)
  publish()
}

/** The account's own density, unless this browser chose one. */
export const followDensity = (density: Density) => {
  if (!localStorage.getItem('ringroad.density')) publish(density)
}

export const useAppearance = () => useSyncExternalStore(subscribe, () => now)

const medias = new Map<string, MediaQueryList>()
const media = (query: string) => {
  const known = medias.get(query) ?? matchMedia(query)
  medias.set(query, known)
  return known
}

/** True at 640 px and below: cards instead of tables, sheets instead of drawers. */
export const usePhone = () => useMedia('(max-width: 640px)')
export const useMedia = (query: string) =>
  useSyncExternalStore(
    (listen) => {
      media(query).addEventListener('change', listen)
      return () => media(query).removeEventListener('change', listen)
    },
    () => media(query).matches,
  )
