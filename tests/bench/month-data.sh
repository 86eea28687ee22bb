#!/bin/sh
# A month as CSV files: OFFICES offices of 50 users with 6 claims each, by the rules of rules/. Invented throughout.
# usage: month-data.sh OFFICES FOLDER
set -eu
offices=$1 dir=$2
mkdir -p "$dir"
awk -v offices="$offices" -v dir="$dir" '
function head(file, text) { print text >(dir "/" file ".csv") }
function put(file, text) { print text >(dir "/" file ".csv") }
function claim(who, office, staff, day, item, kind, partner, other, records) {
  put("請求", ++claims "," who "," office "," staff "," sprintf("2024-10-%02d", day) "," item "," kind "," partner "," other "," records ",今回請求,あり,あり,あり,ある,ない,ない,ない,ある,ない,ある,ない,ない,ある,ない,ない,ある")
}
function record(who, staff, day, way, partner, other) {
  put("支援記録", "S" ++records "," who "," staff "," sprintf("2024-10-%02d", day) ",10:00,11:00,自宅," way ",ある,ある,ある,ある," partner "," other ",担当,担当,文書,経過,生活介護,よい,特になし")
  return "S" records
}
BEGIN {
  head("事業所", "事業所番号,地域単価,常勤専従員,専従員,現任者,常勤現任者,主任者,伝達会議,24時間連絡,同行研修,支援困難事例,事例検討会,協議会参画,基幹参画,ア伝達会議,イ同行研修,ウ自所指導,エ基幹取組支援,オ基幹取組協力,自事業所助言指導,他事業所助言指導,研修実施,基幹受託,児童発達支援センター併設,市町村長認定,体制公表,受入れ拒否,行動研修常勤者,医療研修常勤者,精神研修常勤者,高次脳研修常勤者,精神の医療連携,ピア研修障害者,ピア研修職員,ピア年研修,運営規程の拠点記載,拠点連携体制")
  head("利用者", "受給者番号,相談種別,契約日,計画案交付日")
  head("支給決定", "決定番号,利用者,サービス,期間から,期間まで")
  head("機関", "名称,種別")
  head("相談支援専門員", "職員番号,事業所,職,在籍から,在籍まで")
  head("完結", "台帳,から,まで\n支給決定,,\n相談支援専門員,,\n請求,,\n支援記録,,")
  head("支援記録", "記録番号,利用者,担当者,年月日,開始時刻,終了時刻,場所,方法,居宅訪問,必要情報,文書提供,記録作成,機関,主催者,対応者氏名,出席者,提供手段,内容,確認したサービス,利用状況,所見")
  head("請求", "番号,利用者,事業所,担当者,提供日,費目,種類,相手,連携先,根拠記録,審査,加算名,利用者氏名,担当者氏名,予定月,変更や入院による,転居で市町が変わった,新規計画作成,計画作成,求め,担当者会議,計画変更検討,計画変更,本人家族出席,場所の従業者,他の場所も確認,上限額管理")
  put("機関", "港南病院,医療機関")
  put("機関", "あおば居宅,居宅介護支援事業所")
  put("機関", "ひだまり作業所,障害福祉サービス等事業者")
  for (o = 1; o <= offices; o++) {
    office = sprintf("24%08d", o)
    put("事業所", office ",10.14,2,2,1,1,1,ある,ある,ある,ある,ある,ある,ある,ある,ある,ある,ない,ある,ある,ない,ある,ない,ない,ない,ある,ない,0,0,0,0,ない,ない,ない,ない,ある,ない")
    for (k = 1; k <= 2; k++) put("相談支援専門員", "M" o "-" k "," office ",相談支援専門員職,2022-04-01,")
    for (u = 1; u <= 50; u++) {
      who = sprintf("U%07d", ++users)
      staff = "M" o "-" (u % 2 + 1)
      day = u % 20 + 1
      put("利用者", who ",計画相談支援,2022-04-01,2022-04-20")
      put("支給決定", users "," who ",生活介護,2024-02-01,2025-01-31")
      a = record(who, staff, day, "面接", "港南病院", "")
      b = record(who, staff, day + 1, "会議開催", "", "")
      c = record(who, staff, day + 2, "情報提供", "あおば居宅", "居宅介護支援事業所")
      d = record(who, staff, day + 2, "同席確認", "ひだまり作業所", "")
      claim(who, office, staff, day, "継続サービス利用支援費", "", "", "", a)
      claim(who, office, staff, day, "入院時情報連携加算", "I", "港南病院", "", a)
      claim(who, office, staff, day + 1, "サービス担当者会議実施加算", "", "", "", a "、" b)
      claim(who, office, staff, day + 2, "居宅介護支援事業所等連携加算", "情報提供", "あおば居宅", "居宅介護支援事業所", c)
      claim(who, office, staff, day + 2, "サービス提供時モニタリング加算", "", "", "", d)
      if (u % 5) claim(who, office, staff, day + 3, "利用者負担上限額管理加算", "", "", "", a)
      else claim(who, office, staff, day + 3, "入院時情報連携加算", "II", "港南病院", "", c)
    }
  }
}'
