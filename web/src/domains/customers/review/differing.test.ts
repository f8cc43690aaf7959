import { describe, expect, it } from 'vitest'
import { differing } from './differing.ts'

const marked = (...values: string[]) =>
  differing(values).map((pieces) =>
    pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''),
  )

describe('what differs between values', () => {
  it('is marked by the character, in every one of them', () => {
    expect(marked('尉迟喆', '尉迟哲', '尉迟喆')).toEqual(['尉迟[喆]', '尉迟[哲]', '尉迟[喆]'])
    expect(marked('杭州市萧山区金城路4号', '杭州市萧山区市心路1号')).toEqual([
      '杭州市萧山区[金城路4]号',
      '杭州市萧山区[市心路1]号',
    ])
  })
  it('is what one has more than the other', () => {
    expect(marked('阿依古丽·买买提', '阿依古丽')).toEqual(['阿依古丽[·买买提]', '阿依古丽'])
  })
  it('is everything where next to nothing is shared, or the value is too long to compare', () => {
    expect(marked('浙江宏途远大建设工程集团', '上海')).toEqual(['[浙江宏途远大建设工程集团]', '[上海]'])
    expect(marked('长'.repeat(200), '长')).toEqual([`[${'长'.repeat(200)}]`, '[长]'])
  })
  it('is nothing between equals', () => {
    expect(marked('yu chi zhe', 'yu chi zhe')).toEqual(['yu chi zhe', 'yu chi zhe'])
  })
})
