import { useMemo } from 'react'
import { type Branch, readTree } from '../../../../contract/dealers.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'

export type Network = {
  branches: Branch[]
  brands: Branch[]
  regions: Branch[]
  nameOf: (id: string | null | undefined) => string
  below: (id: string | null) => Branch[]
  loading: boolean
}

/** Brands, regions and areas; they change a few times a year, so they are asked for once in ten minutes. */
export const useNetwork = (): Network => {
  const { data, loading } = useRead(readTree, {}, { staleSeconds: 600, enabled: useCan('dealers.read') })
  return useMemo(() => {
    const branches = data?.items ?? []
    const names = new Map(branches.map((branch) => [branch.id, branch.name]))
    return {
      branches,
      brands: branches.filter((branch) => branch.kind === 'brand'),
      regions: branches.filter((branch) => branch.kind === 'region'),
      nameOf: (id) => (id ? (names.get(id) ?? '') : ''),
      below: (id) => branches.filter((branch) => branch.parentId === id),
      loading,
    }
  }, [data, loading])
}
