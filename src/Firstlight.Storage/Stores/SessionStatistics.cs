using System.Data.Common;
using Dapper;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Counts attempts where they are stored: what leaves the database is bounded, however many there were.</summary>
internal static class SessionStatistics
{
    private const double Median = 0.5;
    private const double Slow = 0.9;

    private const string From = """
        FROM provisioning_session
        WHERE organisation_id = @Organisation AND created_at >= @From AND created_at < @To
        """;

    public static ProvisioningStatistics Read(
        DbConnection connection,
        OrganisationId organisation,
        StatisticsQuery query
    )
    {
        var scope = query.Template is null ? From : From + " AND template_id = @Template";
        var parameters = new DynamicParameters(
            new
            {
                Organisation = organisation.Value,
                From = StoredTime.From(query.From),
                To = StoredTime.From(query.To),
                Template = query.Template?.Value,
                Max = StatisticsQuery.NamedMax,
                Day = TimeSpan.TicksPerDay,
            }
        );
        var states = connection
            .Query<(string State, long Count)>($"SELECT state, COUNT(*) {scope} GROUP BY state", parameters)
            .ToDictionary(row => Enum.Parse<ProvisioningState>(row.State), row => (int)row.Count);
        var succeeded = states.GetValueOrDefault(ProvisioningState.Succeeded);
        return new ProvisioningStatistics(
            states.Values.Sum(),
            succeeded,
            states.GetValueOrDefault(ProvisioningState.Failed),
            states.GetValueOrDefault(ProvisioningState.Expired),
            states.GetValueOrDefault(ProvisioningState.Cancelled),
            TimeToOnline(Median),
            TimeToOnline(Slow),
            [
                .. connection
                    .Query<(string Cause, long Count)>(
                        $"""
                        SELECT cause, COUNT(*) AS count {scope} AND state IN ('Failed', 'Expired') AND cause IS NOT NULL
                        GROUP BY cause ORDER BY count DESC, cause LIMIT @Max
                        """,
                        parameters
                    )
                    .Select(row => new ReasonCount(row.Cause, (int)row.Count)),
            ],
            [
                .. connection
                    .Query<(string Version, long Count, long Succeeded)>(
                        $"""
                        SELECT firmware_version, COUNT(*) AS count, SUM(CASE WHEN state = 'Succeeded' THEN 1 ELSE 0 END)
                        {scope} AND firmware_version IS NOT NULL
                        GROUP BY firmware_version ORDER BY count DESC, firmware_version LIMIT @Max
                        """,
                        parameters
                    )
                    .Select(row => new FirmwareCount(row.Version, (int)row.Count, (int)row.Succeeded)),
            ],
            [
                .. connection
                    .Query<(long Day, long Attempts, long Succeeded, long Failed)>(
                        $"""
                        SELECT created_at / @Day AS day, COUNT(*), SUM(CASE WHEN state = 'Succeeded' THEN 1 ELSE 0 END),
                            SUM(CASE WHEN state IN ('Failed', 'Expired') THEN 1 ELSE 0 END)
                        {scope} GROUP BY day ORDER BY day
                        """,
                        parameters
                    )
                    .Select(row => new DayCount(
                        DayOf(row.Day),
                        (int)row.Attempts,
                        (int)row.Succeeded,
                        (int)row.Failed
                    )),
            ]
        );

        // The nearest rank: a time that one of the attempts really took.
        TimeSpan? TimeToOnline(double share)
        {
            parameters.Add("Rank", Math.Max(0, (int)Math.Ceiling(succeeded * share) - 1));
            var ticks = connection.ExecuteScalar<long?>(
                $"SELECT ended_at - created_at AS took {scope} AND state = 'Succeeded' ORDER BY took LIMIT 1 OFFSET @Rank",
                parameters
            );
            return ticks is { } took ? TimeSpan.FromTicks(took) : null;
        }
    }

    private static DateOnly DayOf(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day);
}
