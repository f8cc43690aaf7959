import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { previewClock } from '../../../../../../contract/dispatch.ts'
import type { ClockPolicy } from '../../../../../../contract/policy.ts'
import { useRead } from '../../../../app/query.ts'
import { dayOf, houseZone } from '../../../../ui/dates.ts'
import { When } from '../../../../ui/Figures.tsx'
import { useFieldValue } from '../../../../ui/Form.tsx'
import { Choice, InstantInput } from '../../../../ui/inputs.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { Problem } from '../../../../ui/Problem.tsx'
import { useFormat } from '../../../../ui/useFormat.ts'
import { useNow } from '../../../../ui/useNow.ts'
import { useSettled } from '../../../../ui/useSettled.ts'

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))
const minuteMs = 60_000

const Line = ({
  label,
  at,
  zone,
  strong = false,
}: {
  label: string
  at: string
  zone: string
  strong?: boolean
}) => {
  const format = useFormat()
  return (
    <li className={strong ? 'strong' : ''}>
      <span>{label}</span>
      <span className="cap">{format.weekday(dayOf(at, zone))}</span>
      <When at={at} zone={zone} />
    </li>
  )
}

/** The rules as they stand in the form, saved or not, tried on one dispatch. */
export const DuePreview = ({ brandId, saved }: { brandId: string; saved: ClockPolicy }) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const typed = useFieldValue('policy.clock') as Partial<ClockPolicy> | undefined
  const [zone, setZone] = useState<string>(houseZone)
  const [picked, setPicked] = useState<string>()
  const now = useNow()
  const at = picked ?? new Date(Math.floor(now / minuteMs) * minuteMs).toISOString()
  const clock = { ...saved, ...typed }
  const asked = useSettled({ clock, zone, at }, JSON.stringify([clock, zone, at]))
  const { data, problem } = useRead(
    previewClock,
    { params: { id: brandId }, body: asked },
    { staleSeconds: 60 },
  )
  // While the next answer is on its way the last one stays: lines that vanish at every key are not read.
  const last = useRef(data)
  if (data) last.current = data
  const shown = problem ? undefined : last.current
  const words = {
    remind: t('policy.preview.remind'),
    copy: t('policy.preview.copy'),
    breach: t('policy.preview.due'),
  }
  return (
    <Panel title={t('policy.preview.title')} note={t('policy.preview.note')}>
      <div className="f-row c2">
        <div className="f">
          <span>{t('policy.preview.zone')}</span>
          <Choice
            label={t('policy.preview.zone')}
            options={zones}
            value={zone}
            onChange={(next) => setZone(next ?? houseZone)}
          />
        </div>
        <div className="f">
          <span>{t('policy.preview.at')}</span>
          <InstantInput
            label={t('policy.preview.at')}
            value={picked}
            onChange={setPicked}
            placeholder={t('policy.preview.now')}
          />
        </div>
      </div>
      {problem && <Problem problem={problem} />}
      {shown && (
        <ol className="wh-due" aria-live="polite">
          <Line label={t('policy.preview.sent')} at={shown.at} zone={zone} />
          {shown.marks.map((mark) => (
            <Line
              key={`${mark.kind} ${mark.at}`}
              label={words[mark.kind]}
              at={mark.at}
              zone={zone}
              strong={mark.kind === 'breach'}
            />
          ))}
        </ol>
      )}
      {shown && shown.exceptions.length > 0 && (
        <p className="cap">
          {shown.exceptions
            .map((one) =>
              t(one.working ? 'policy.preview.made' : 'policy.preview.off', {
                day: format.day(one.day, true),
                name: one.name,
              }),
            )
            .join(' · ')}
        </p>
      )}
    </Panel>
  )
}
