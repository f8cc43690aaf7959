import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Popup.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { savePicture } from './picture.ts'

const formats = ['xlsx', 'csv'] as const
export type Format = (typeof formats)[number]

type Props = {
  name: string
  period: string
  source: string
  /** Where the chart is drawn; nothing to take a picture of while it shows its table. */
  drawing: RefObject<HTMLElement | null>
  onFile: (format: Format, reason: string, file: string) => Promise<unknown>
}

/** A picture of the chart, or its rows as a file; files are asked for with a reason and stand in the audit log. */
export const TakeAlong = ({ name, period, source, drawing, onFile }: Props) => {
  const { t } = useTranslation('boards')
  const { t: shared } = useTranslation('insights')
  const may = useCan('insights.export')
  const [busy, setBusy] = useState(false)
  const svg = () => drawing.current?.querySelector<SVGSVGElement>('.tile-chart svg') ?? undefined
  const guarded = async (work: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      const problem = asProblem(error)
      if (problem) toast({ text: problem.message, problem })
    } finally {
      setBusy(false)
    }
  }
  const picture = () => {
    const drawn = svg()
    if (drawn) void guarded(() => savePicture(drawn, { title: name, period, source }))
    else toast({ text: t('export.noPicture') })
  }
  const file = async (format: Format) => {
    const answer = await ask({ title: t('export.title'), text: shared('rows.exportText'), reasons: [] })
    if (answer?.reason) await guarded(() => onFile(format, answer.reason, `${name}.${format}`))
  }
  return (
    <Menu
      items={[
        { key: 'png', label: t('export.png'), run: picture },
        ...formats.map((format) => ({
          key: format,
          label: t(`export.${format}`),
          disabled: !may,
          ...(may ? {} : { hint: shared('rows.noExport') }),
          run: () => void file(format),
        })),
      ]}
    >
      <IconButton icon="export" label={t('export.open', { name })} disabled={busy} />
    </Menu>
  )
}
