using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>Statements that travel to the server by the hundred and are answered together.</summary>
internal sealed partial class PipelinedStatements(PostgresConnection connection) : StatementQueue
{
    /// <summary>Statements in one message.</summary>
    public const int TogetherMax = 500;

    private readonly Dictionary<string, string> _positional = new(ReferenceEqualityComparer.Instance);
    private NpgsqlBatch _batch = connection.Inner.CreateBatch();

    public override void Run(string sql, params ReadOnlySpan<object?> values)
    {
        // A batch knows parameters by their place only.
        if (!_positional.TryGetValue(sql, out var positional))
            _positional.Add(sql, positional = Place().Replace(sql, PlaceOf));
        var command = new NpgsqlBatchCommand(positional);
        foreach (var value in values)
            command.Parameters.Add(
                new NpgsqlParameter { Value = value is string text ? PostgresText.Write(text) : value ?? DBNull.Value }
            );
        _batch.BatchCommands.Add(command);
        if (_batch.BatchCommands.Count == TogetherMax)
            Finish();
    }

    public override void Finish()
    {
        if (_batch.BatchCommands.Count == 0)
            return;
        _batch.ExecuteNonQuery();
        _batch.Dispose();
        _batch = connection.Inner.CreateBatch();
    }

    public override void Dispose() => _batch.Dispose();

    private static string PlaceOf(Match match) =>
        "$"
        + (int.Parse(match.Groups["place"].ValueSpan, CultureInfo.InvariantCulture) + 1).ToString(
            CultureInfo.InvariantCulture
        );

    [GeneratedRegex("@p(?<place>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Place();
}
