/** How long without a paid visit is a lapse. Six months are for a young file, where nobody has been watched for longer. */
export const lapseWindow = {
  key: 'window' as const,
  title: { zh: '流失窗口', en: 'Lapse window' },
  standard: '12',
  options: [6, 12, 18, 24].map((n) => ({
    value: String(n),
    title: { zh: `${n} 个月`, en: `${n} months` },
  })),
}

const daysIn: Record<string, number> = { '6': 183, '12': 365, '18': 548, '24': 730 }
export const daysOf = (months: string): number => daysIn[months] ?? Number(months) * 30

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
