import { useTexts } from '../../app/i18n.ts'

/** Grey bars while figures are on their way. */
export const Bones = ({ rows }: { rows: number }) => {
  const { list } = useTexts('ui')
  return (
    <div className="list-state" role="status">
      <span className="sr">{list.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without content never move
        <i key={row} className="bone" />
      ))}
    </div>
  )
}
