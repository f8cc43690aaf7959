import { type AnyRoute, createRoute, createRouter } from '@tanstack/react-router'
import { domains } from '../domains/list.ts'
import { patterns } from './paths.ts'
import { rootRoute, shellRoute } from './roots.tsx'
import { Home } from './shell/Home.tsx'
import { Missing } from './shell/Missing.tsx'

const homeRoute = createRoute({ getParentRoute: () => shellRoute, path: patterns.home, component: Home })
// Inside the shell, so that a wrong address keeps the navigation.
const missingRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: Missing })

const all: AnyRoute[] = domains.flatMap((domain) => domain.routes ?? [])
const inShell = all.filter((route) => route.options.getParentRoute?.() === shellRoute)
const outside = all.filter((route) => !inShell.includes(route))

/** Search stays plain text (`?grade=H&grade=A`): no JSON in an address that people read and share. */
const parseSearch = (text: string) => {
  const search: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const known = search[name]
    search[name] = known === undefined ? value : [known, value].flat()
  }
  return search
}
const stringifySearch = (search: Record<string, unknown>) => {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) text.append(name, String(one))
  const written = text.toString()
  return written ? `?${written}` : ''
}

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    shellRoute.addChildren([homeRoute, ...inShell, missingRoute]),
    ...outside,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
})
