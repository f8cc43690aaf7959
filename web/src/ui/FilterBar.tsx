import { Checkbox, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { dayWords } from './dates.ts'
import { fill } from './fill.ts'
import { Icon } from './Icon.tsx'
import { DaysInput } from './inputs.tsx'
import { Menu, Popup } from './Popup.tsx'
import type { Filter, Filters } from './useFilters.ts'

type EditorProps = { filter: Filter; filters: Filters; onClose: () => void }

const ChoiceEditor = ({ filter, filters, onClose }: EditorProps) => {
  const { filter: words } = useTexts('ui')
  const [text, setText] = useState('')
  const values = filters.valuesOf(filter.key)
  const options = filter.options ?? []
  const found = options.filter((option) => option.label.toLowerCase().includes(text.trim().toLowerCase()))
  const toggle = (value: string) => {
    if (filter.single) {
      filters.set(filter.key, [value])
      onClose()
    } else
      filters.set(
        filter.key,
        values.includes(value) ? values.filter((one) => one !== value) : [...values, value],
      )
  }
  return (
    <div className="pick">
      {options.length > 8 && (
        <Input
          size="small"
          autoFocus
          placeholder={words.find}
          aria-label={words.find}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <ul>
        {found.map((option) => (
          <li key={option.value}>
            <Checkbox checked={values.includes(option.value)} onChange={() => toggle(option.value)}>
              {option.label}
            </Checkbox>
          </li>
        ))}
        {found.length === 0 && <li className="cap">{words.none}</li>}
      </ul>
    </div>
  )
}

const TextEditor = ({ filter, filters, onClose }: EditorProps) => {
  const { filter: words } = useTexts('ui')
  const [text, setText] = useState(filters.one(filter.key) ?? '')
  const apply = () => {
    filters.set(filter.key, text.trim() ? [text.trim()] : [])
    onClose()
  }
  return (
    <div className="pick row">
      <Input
        size="small"
        autoFocus
        aria-label={filter.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={apply}
      />
      <Button onClick={apply}>{words.apply}</Button>
    </div>
  )
}

const Editor = (props: EditorProps) => {
  const { filter, filters, onClose } = props
  if (filter.kind === 'choice') return <ChoiceEditor {...props} />
  if (filter.kind === 'text') return <TextEditor {...props} />
  const change = (range: [string, string] | undefined) => {
    filters.set(filter.key, range ? [range.join('..')] : [])
    onClose()
  }
  return (
    <div className="pick">
      <DaysInput value={filters.days(filter.key)} onChange={change} />
    </div>
  )
}

const useValueWords = (filter: Filter, filters: Filters): string => {
  const { filter: words, date } = useTexts('ui')
  const values = filters.valuesOf(filter.key)
  const days = filter.kind === 'days' ? filters.days(filter.key) : undefined
  if (days) return fill(date.range, { from: dayWords(days[0], date), to: dayWords(days[1], date) })
  if (filter.kind === 'flag') return words.yes
  const labels = values.map(
    (value) => filter.options?.find((option) => option.value === value)?.label ?? value,
  )
  const joined = labels.join(' ')
  return joined.length > 18 && labels.length > 1
    ? fill(words.more, { first: labels[0] ?? '', n: labels.length })
    : joined
}

const Chip = ({
  filter,
  filters,
  opened,
  onOpened,
}: {
  filter: Filter
  filters: Filters
  opened: boolean
  onOpened: (open: boolean) => void
}) => {
  const { filter: words } = useTexts('ui')
  const on = filters.valuesOf(filter.key).length > 0
  const value = useValueWords(filter, filters)
  const remove = on && filters.active.includes(filter) && (
    <button
      type="button"
      className="chip-x"
      aria-label={fill(words.remove, { name: filter.label })}
      onClick={() => filters.set(filter.key, [])}
    >
      <Icon name="x" />
    </button>
  )
  if (filter.kind === 'flag')
    return (
      <span className={classes('chip', on && 'on')}>
        <button type="button" aria-pressed={on} onClick={() => filters.set(filter.key, on ? [] : ['true'])}>
          {filter.label}
        </button>
        {remove}
      </span>
    )
  return (
    <span className={classes('chip', on && 'on')}>
      <Popup
        open={opened}
        onOpenChange={onOpened}
        flush
        content={<Editor filter={filter} filters={filters} onClose={() => onOpened(false)} />}
      >
        <button type="button" aria-expanded={opened}>
          {filter.label} {on ? <b>{value}</b> : <Icon name="down" />}
        </button>
      </Popup>
      {remove}
    </span>
  )
}

/** Chips of the filters in the URL. `end` is for the sort words or one button. */
export const FilterBar = ({ filters, end }: { filters: Filters; end?: ReactNode }) => {
  const { filter: words } = useTexts('ui')
  const [opened, setOpened] = useState<string>()
  const narrows = (filter: Filter) => filter.fallback !== undefined || filters.active.includes(filter)
  const shown = filters.filters.filter((filter) => filter.pinned || filter.key === opened || narrows(filter))
  // What narrows the list stands first, as in the sentence it makes.
  const ordered = [...shown].sort((a, b) => Number(narrows(b)) - Number(narrows(a)))
  const waiting = filters.filters.filter((filter) => !shown.includes(filter))
  return (
    <section className="bar" aria-label={words.label}>
      <Icon name="filter" small />
      {ordered.map((filter) => (
        <Chip
          key={filter.key}
          filter={filter}
          filters={filters}
          opened={opened === filter.key}
          onOpened={(open) => setOpened(open ? filter.key : undefined)}
        />
      ))}
      {waiting.length > 0 && (
        <Menu
          placement="bottomLeft"
          items={waiting.map((filter) => ({
            key: filter.key,
            label: filter.label,
            run: () => (filter.kind === 'flag' ? filters.set(filter.key, ['true']) : setOpened(filter.key)),
          }))}
        >
          <button type="button" className="chip add">
            <Icon name="plus" />
            {words.add}
          </button>
        </Menu>
      )}
      {filters.active.length > 1 && (
        <Button look="quiet" onClick={filters.clear}>
          {words.clear}
        </Button>
      )}
      <span className="grow" />
      {end && <span className="cap nw">{end}</span>}
    </section>
  )
}
