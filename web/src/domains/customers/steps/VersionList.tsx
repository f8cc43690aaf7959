import { useTranslation } from 'react-i18next'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import './steps.css'

type Version = { number: number; at: string; by: string }

/** Who saved what and when, the latest first; `changes` says what is different from the version before. */
export function VersionList<V extends Version>({
  items,
  changes,
}: {
  items: readonly V[]
  changes: (before: V | undefined, now: V) => string[]
}) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  if (items.length === 0) return null
  return (
    <Panel title={t('versions.title')}>
      <ol className="st-versions">
        {items.map((one, at) => (
          <li key={one.number}>
            <b>{t('versions.number', { n: one.number })}</b>
            <span className="cap">{`${format.instant(one.at, true)} · ${one.by}`}</span>
            <span>{changes(items[at + 1], one).join(t('versions.and')) || t('versions.same')}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
