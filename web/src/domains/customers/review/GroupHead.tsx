import { useTranslation } from 'react-i18next'
import type { MatchGroup } from '../../../../../contract/match-review.ts'
import { usePhone } from '../../../app/appearance.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'

export type GroupHeadProps = {
  group: MatchGroup
  /** Its place in the list; -1 when it is not among the rows there are. */
  at: number
  count: { open: number; more: boolean } | undefined
  onlyDifferent: boolean
  onOnlyDifferent: (on: boolean) => void
  onGo: (by: 1 | -1) => void
  onBack: () => void
}

/** Whose group it is, how many of how many, and the way to the next one. */
export const GroupHead = ({
  group,
  at,
  count,
  onlyDifferent,
  onOnlyDifferent,
  onGo,
  onBack,
}: GroupHeadProps) => {
  const { t } = useTranslation('review')
  const phone = usePhone()
  const first = group.sides.find((side) => side.customer.id === group.survivorId) ?? group.sides[0]
  const name = first?.customer.fields.name.value ?? ''
  const company = first?.customer.kind === 'organisation'
  const shown = group.sides.length
  const words =
    group.people > shown
      ? t('ofMore', { n: shown, all: group.people })
      : t(company ? 'looksAlikeCompany' : 'looksAlike', { n: shown })
  return (
    <header className="bar mr-head">
      {phone && <IconButton icon="left" label={t('back')} onClick={onBack} />}
      <h2 className="h16 cut" title={name}>
        {name}
      </h2>
      <span className="q2 cut not-phone" title={words}>
        {words}
      </span>
      <span className="row end">
        <Button
          look="quiet"
          icon="eye"
          aria-pressed={onlyDifferent}
          className={onlyDifferent ? 'on' : ''}
          onClick={() => onOnlyDifferent(!onlyDifferent)}
        >
          {t('onlyDifferent')}
        </Button>
        {at >= 0 && count && !phone && (
          <span className="cap nw">
            {t(count.more ? 'atMore' : 'at', { at: at + 1, all: Math.max(count.open, at + 1) })}
          </span>
        )}
        <IconButton icon="left" label={t('previous')} disabled={at <= 0} onClick={() => onGo(-1)} />
        <IconButton icon="right" label={t('next')} onClick={() => onGo(1)} />
      </span>
    </header>
  )
}
