import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listImports } from '../../../../contract/imports.ts'
import { paths, patterns } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { shellRoute } from '../../app/roots.tsx'
import { useCan } from '../../app/session.tsx'
import type { DomainPart } from '../../app/sources.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.imports,
  component: lazyRouteComponent(() => import('./ImportList.tsx'), 'ImportList'),
})
const start = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.newImport,
  component: lazyRouteComponent(() => import('./NewImport.tsx'), 'NewImport'),
})
const page = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.import,
  component: lazyRouteComponent(() => import('./ImportPage.tsx'), 'ImportPage'),
})

/** Imports that wait for somebody: mapped or checked, but not run. */
const useWaiting = () => {
  const { data } = useRead(
    listImports,
    { query: { state: ['draft', 'checked'], limit: 100 } },
    { enabled: useCan('imports.read'), refetchSeconds: 120 },
  )
  return data && data.items.length > 0 ? data.items.length : undefined
}

export const importsPart: DomainPart = {
  routes: [list, start, page],
  counts: { imports: useWaiting },
  jobPath: ({ queue, result }) => {
    if (!queue.startsWith('imports.')) return undefined
    return typeof result?.importId === 'string' ? paths.import(result.importId) : paths.imports()
  },
}
