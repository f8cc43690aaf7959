import type { createNode } from '../../../../../contract/dealers.ts'
import type { Sent } from '../../../../../contract/endpoint.ts'
import { AddNode } from './AddNode.tsx'
import { EditDealer } from './EditDealer.tsx'
import { EditNode } from './EditNode.tsx'
import { MoveNode } from './MoveNode.tsx'

/** What is open beside the network: one drawer at a time. */
export type Editing =
  | { what: 'add'; under?: string | undefined; kind?: Sent<typeof createNode>['body']['kind'] }
  | { what: 'dealer' | 'node' | 'move'; id: string }

export const NetworkDrawer = ({ editing, onClose }: { editing: Editing; onClose: () => void }) => {
  if (editing.what === 'add')
    return (
      <AddNode
        key={`${editing.under} ${editing.kind}`}
        under={editing.under}
        kind={editing.kind}
        onClose={onClose}
      />
    )
  const { id, what } = editing
  if (what === 'dealer') return <EditDealer key={id} id={id} onClose={onClose} />
  if (what === 'move') return <MoveNode key={id} id={id} onClose={onClose} />
  return <EditNode key={id} id={id} onClose={onClose} />
}
