import { buildWorld, people } from './world.ts'
import { leadsOf } from './funnel.ts'
import { describePerson } from './people.ts'
console.time('world'); const w = buildWorld({seed:7,dealers:396,customers:30000,months:24,until:'2026-11-22'}); console.timeEnd('world')
console.time('leads')
let n=0,rep=0,disp=0,fb=0,vis=0,td=0,ord=0,del=0,lost=0,gu=0, campaign=0, coded=0
for(let s=0;s<w.strangers;s++) for(const l of leadsOf(w,s)){ n++; if(l.enquiry.touch) rep++; const f=l.funnel; if(f.dispatchedAt>=0)disp++; if(f.feedbackAt>=0&&f.feedbackAt-f.dispatchedAt<=7*86400)fb++; if(f.visitAt>=0)vis++; if(f.testDriveAt>=0)td++; if(f.orderAt>=0)ord++; if(f.deliveryAt>=0)del++; if(f.lostAt>=0)lost++; if(f.givenUp)gu++; if(l.enquiry.campaignIndex>=0)coded++; if(l.enquiry.touch===0&&w.flow.arrivalOf(s).cause>=0)campaign++}
console.timeEnd('leads')
console.log({n,rep:rep/n,disp:disp/n,fb:fb/disp,vis:vis/disp,td:td/vis,ord:ord/td,del:del/ord,lost:lost/n,gu:gu/lost,campaign:campaign/n,coded:coded/n})
console.time('people'); for(let i=0;i<60000;i++) describePerson(w,i%w.strangers); console.timeEnd('people')
console.log(w.campaigns.map(c=>c.code+c.name+c.regionCode+' '+(w.flow.caused[c.index]??0).toFixed(0)).join('\n'))
