SELECT fate, unlinked_reason AS reason, toInt64(sum(occurrences)) AS rows
FROM hits_v1
WHERE suite = {suite:String} AND upload = {upload:UInt32}
GROUP BY fate, reason
HAVING rows != 0
ORDER BY fate, reason
