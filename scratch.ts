import { protectTables } from './src/statistics/protect-tables.ts';
import { tabulate } from './src/statistics/tabulate.ts';
import type { CountedTable, CountRow } from './src/statistics/counted-tables.ts';
let seed = 20;
const draw = (n: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31; return Math.floor((seed / 2 ** 31) * n); };
interface Ep { id: number; v: Record<string,string|null> }
const N = Number(process.argv[2] ?? 900);
const eps: Ep[] = Array.from({length:N},(_, id)=>{ const born=1930+Math.floor(draw(70)**2/70); const age=2019-born; const kjoenn=draw(60)===0?null:String(1+draw(2));
 return Array.from({length:1+draw(3)},()=>({id,v:{aar:String(2019+draw(4)),kjoenn,alder: age<40?'0-39':age<60?'40-59':age<80?'60-79':'80+',liggetid:String(Math.min(8,draw(draw(12)+1)))}}));}).flat();
const all=['aar','kjoenn','alder','liggetid'];
const joint=(e:Ep)=>all.map(d=>e.v[d]).join('|');
const perPerson=new Map<number,Ep[]>(); for(const e of eps) perPerson.set(e.id,[...(perPerson.get(e.id)??[]),e]);
function count(name:string,dims:string[],measure:'personer'|'rader',totals:boolean):CountedTable{
 const rows:CountRow[]=[]; for(let m=0;m<(totals?1<<dims.length:1);m++){ const g=new Map<string,Ep[]>(); for(const e of eps){ const c=dims.map((d,i)=> (m&(1<<(dims.length-1-i)))?null:e.v[d]??null); const k=JSON.stringify(c); g.set(k,[...(g.get(k)??[]),e]); }
  for(const [k,es] of g){ const ids=new Set(es.map(e=>e.id)); rows.push({summed:m,categories:JSON.parse(k),persons:ids.size,rows:es.length,single:[...ids].filter(i=>new Set(perPerson.get(i)!.map(joint)).size===1).length,oneRow:[...ids].filter(i=>perPerson.get(i)!.length===1).length}); } }
 return {name,dimensions:dims,measure,totals,rows}; }
const tables=[count('innleggelser',['aar','kjoenn','alder'],'rader',true),count('pasienter',['kjoenn','alder'],'personer',true),count('liggetider',['liggetid','kjoenn'],'personer',false)];
const t0=performance.now();
const r=await protectTables(tables,5,[]);
console.log(r.outcome, Math.round(performance.now()-t0),'ms');
if(r.outcome==='safe') for(const t of tables){ const {lines,...f}=tabulate(t,r.protection); console.log(t.name,lines.length,f); }
