import { useRef, useState } from 'react'
import { listDealers, readTree } from '../../../../../contract/dealers.ts'
import { useRead } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'

/** Places somebody may be put: one's own, the branches, and dealers by name or code as one types. */
export const useNodes = (known?: { id: string; name: string }) => {
  const { node, permissions, scope } = useSession()
  const [typed, setTyped] = useState('')
  const enabled = permissions.includes('dealers.read') && scope !== 'dealer'
  const tree = useRead(readTree, {}, { enabled, staleSeconds: 600 })
  const dealers = useRead(
    listDealers,
    { query: { limit: 30, active: 'true', ...(typed ? { q: typed } : {}) } },
    { enabled, staleSeconds: 60 },
  )
  const has = (name: string, code: string) => `${name} ${code}`.toLowerCase().includes(typed.toLowerCase())
  const options = new Map([[node.id, node.name]])
  if (known) options.set(known.id, known.name)
  for (const branch of tree.data?.items ?? [])
    if (has(branch.name, branch.code)) options.set(branch.id, `${branch.name} · ${branch.code}`)
  for (const dealer of dealers.data?.items ?? []) options.set(dealer.id, `${dealer.name} · ${dealer.code}`)
  // What was once offered keeps its name, though the list has been searched on since.
  const seen = useRef(new Map<string, string>())
  for (const [id, name] of options) seen.current.set(id, name)
  return {
    nameOf: (id: string) => seen.current.get(id) ?? id,
    options: [...options].map(([value, label]) => ({ value, label })),
    onSearch: setTyped,
    loading: dealers.loading,
  }
}
export type Nodes = ReturnType<typeof useNodes>
