import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnalysisRoom, analysisRooms, type ListedAnalysis } from '../../../../../contract/analyses.ts'
import type { BoardTile } from '../../../../../contract/boards.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty } from '../../../ui/Problem.tsx'

export type Picked = BoardTile
type CatalogueProps = { catalogue: ListedAnalysis[]; onAdd: (entry: ListedAnalysis) => void }

/** The catalogue by room, narrowed by words of titles and definitions in either language. */
const Catalogue = ({ catalogue, onAdd }: CatalogueProps) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const [text, setText] = useState('')
  const [room, setRoom] = useState<AnalysisRoom>()
  const wanted = text.trim().toLowerCase()
  const fits = ({ title, definition, name }: ListedAnalysis) =>
    [name, title.zh, title.en, definition.zh, definition.en].some((words) =>
      words.toLowerCase().includes(wanted),
    )
  const found = catalogue.filter((entry) => (!room || entry.room === room) && fits(entry))
  const rooms = analysisRooms.filter((one) => catalogue.some((entry) => entry.room === one))
  return (
    <Panel flush title={t('form.catalogue')} note={t('form.found', { n: found.length })}>
      <div className="row bd-find">
        <Input
          size="small"
          allowClear
          prefix={<Icon name="search" small />}
          placeholder={t('form.search')}
          aria-label={t('form.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Choice
          clear
          label={t('form.room')}
          placeholder={t('form.room')}
          options={rooms.map((value) => ({ value, label: t(`rooms.${value}`) }))}
          value={room}
          onChange={setRoom}
        />
      </div>
      <ul className="bd-pick">
        {found.map((entry) => (
          <li key={entry.name}>
            <span>
              <b>{say(entry.title)}</b>
              <span className="cap">{say(entry.definition)}</span>
            </span>
            <IconButton
              icon="plus"
              label={t('form.add', { name: say(entry.title) })}
              onClick={() => onAdd(entry)}
            />
          </li>
        ))}
        {found.length === 0 && <li className="cap">{t('form.nothing')}</li>}
      </ul>
    </Panel>
  )
}

type LineProps = {
  tile: Picked
  entry: ListedAnalysis | undefined
  at: number
  last: boolean
  held: boolean
  onChange: (tile: Picked) => void
  onMove: (to: number) => void
  onRemove: () => void
  onHold: (held: boolean) => void
  onDrop: () => void
}

/** One tile in its order: moved by hand or by its two buttons. */
const Line = ({ tile, entry, at, last, held, onChange, onMove, onRemove, onHold, onDrop }: LineProps) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const name = entry ? say(entry.title) : tile.analysis
  return (
    <li
      className={classes('bd-line', held && 'held')}
      draggable
      onDragStart={() => onHold(true)}
      onDragEnd={() => onHold(false)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        onDrop()
      }}
    >
      <Icon name="pad" small />
      <span className="bd-name">
        <b className="cut">
          {at + 1}. {name}
        </b>
        <span className="row bd-choices">
          {entry?.choices.map((choice) => (
            <Choice
              key={choice.key}
              label={`${name}: ${say(choice.title)}`}
              options={choice.options.map(({ value, title }) => ({
                value,
                label: `${say(choice.title)}: ${say(title)}`,
              }))}
              value={tile.choices?.[choice.key] ?? choice.standard ?? choice.options[0]?.value}
              onChange={(value) =>
                value && onChange({ ...tile, choices: { ...tile.choices, [choice.key]: value } })
              }
            />
          ))}
          <Checkbox
            checked={tile.wide ?? false}
            onChange={(event) => onChange({ ...tile, wide: event.target.checked })}
          >
            {t('form.wide')}
          </Checkbox>
        </span>
      </span>
      <span className="row bd-moves">
        <IconButton
          icon="up"
          label={t('form.up', { name })}
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        />
        <IconButton
          icon="down"
          label={t('form.down', { name })}
          disabled={last}
          onClick={() => onMove(at + 1)}
        />
        <IconButton icon="x" label={t('form.drop', { name })} onClick={onRemove} />
      </span>
    </li>
  )
}

type Props = {
  catalogue: ListedAnalysis[]
  id?: string
  value?: Picked[]
  onChange?: (tiles: Picked[]) => void
}

/** What there is at the left, what was picked of it in its order at the right. */
export const TilesField = ({ catalogue, id, value = [], onChange }: Props) => {
  const { t } = useTranslation('boards')
  const [held, setHeld] = useState<number>()
  const change = (tiles: Picked[]) => onChange?.(tiles)
  const move = (from: number, to: number) => {
    const rest = value.filter((_, at) => at !== from)
    const tile = value[from]
    if (tile) change([...rest.slice(0, to), tile, ...rest.slice(to)])
  }
  return (
    <div id={id} className="bd-tiles">
      <Catalogue catalogue={catalogue} onAdd={({ name }) => change([...value, { analysis: name }])} />
      <Panel flush title={t('form.picked')} note={t('tiles', { n: value.length })}>
        {value.length === 0 ? (
          <Empty icon="count" title={t('form.nonePicked')} />
        ) : (
          <ol className="bd-lines">
            {value.map((tile, at) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: the same analysis may stand there twice
                key={`${tile.analysis} ${at}`}
                tile={tile}
                entry={catalogue.find(({ name }) => name === tile.analysis)}
                at={at}
                last={at === value.length - 1}
                held={at === held}
                onChange={(next) => change(value.map((one, index) => (index === at ? next : one)))}
                onMove={(to) => move(at, to)}
                onRemove={() => change(value.filter((_, index) => index !== at))}
                onHold={(on) => setHeld(on ? at : undefined)}
                onDrop={() => held !== undefined && move(held, at)}
              />
            ))}
          </ol>
        )}
      </Panel>
    </div>
  )
}
