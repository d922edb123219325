using System.Text.Json;
using System.Text.Json.Nodes;
using Firstlight.Core;

namespace Firstlight.Cluster.Live;

/// <summary>Live events and interests as bytes.</summary>
internal static class LiveMessages
{
    public static byte[] Write(Interest interest) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Told(interest.Version, [.. interest.Organisations.Select(organisation => organisation.Value)])
        );

    public static Interest ReadInterest(ReadOnlySpan<byte> message)
    {
        var (version, organisations) = JsonSerializer.Deserialize<Told>(message)!;
        return new Interest(version, [.. organisations.Select(value => new OrganisationId(value))]);
    }

    /// <param name="events">What happened.</param>
    /// <param name="form">How the data of an event looks to those who read it in the end.</param>
    public static byte[] Write(IEnumerable<LiveEvent> events, JsonSerializerOptions form) =>
        JsonSerializer.SerializeToUtf8Bytes(
            events.Select(one => new Carried(
                one.Organisation.Value,
                one.Type,
                one.At,
                JsonSerializer.SerializeToNode(one.Data, form),
                one.Owner?.Value,
                one.IsForOwnerAlone
            ))
        );

    public static IEnumerable<LiveEvent> ReadEvents(ReadOnlySpan<byte> message) =>
        JsonSerializer
            .Deserialize<Carried[]>(message)!
            .Select(one => new LiveEvent(
                new OrganisationId(one.Organisation),
                one.Type,
                one.At,
                one.Data ?? new JsonObject()
            )
            {
                Owner = one.Owner is { } owner ? new UserId(owner) : null,
                IsForOwnerAlone = one.IsForOwnerAlone,
            });

    private sealed record Told(long Version, long[] Organisations);

    private sealed record Carried(
        long Organisation,
        string Type,
        DateTimeOffset At,
        JsonNode? Data,
        long? Owner,
        bool IsForOwnerAlone
    );
}
