using System.Text.Json;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>Several values in one message. A bad one is passed over, and the others are taken.</summary>
internal static class BatchTopics
{
    /// <summary>How far a point of history may lie from now.</summary>
    private const int MonthsMax = 1;

    /// <summary>An object of names and values, all of one time.</summary>
    public static async ValueTask<Taken> WriteAsync(MqttDevice device, string text, CancellationToken cancellation)
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        using var document = TryParse(text, JsonValueKind.Object);
        if (document is null)
            return Taken.BadPayload(
                Complaints.Bad("batch_ds", "It is no JSON object. Send datastream names with their values.")
            );
        var now = device.Time.GetUtcNow();
        var (taken, firstFault) = (0, default(Taken?));
        foreach (var entry in document.RootElement.EnumerateObject())
        {
            var result = await WriteAsync(device, template, entry, now, cancellation);
            if (result == Taken.Well)
                taken++;
            else
                firstFault ??= result;
        }

        return firstFault is not { } fault ? Taken.Well
            : taken == 0 ? fault
            : Taken.Well with { Fault = fault.Fault! with { Words = $"Some values were passed over. {fault.Why}" } };
    }

    /// <summary>A list of pairs of milliseconds and value: points of history.</summary>
    public static async ValueTask<Taken> ImportAsync(
        MqttDevice device,
        string name,
        string text,
        CancellationToken cancellation
    )
    {
        if (await device.Session.FindTemplateAsync(cancellation) is not { } template)
            return Taken.NotActivated;
        if (Topics.Find(template, name) is not { } datastream)
            return DatastreamTopics.Unknown(name);
        using var document = TryParse(text, JsonValueKind.Array);
        if (document is null)
            return Taken.BadPayload(Complaints.Bad(name, "It is no JSON list. Send pairs of [milliseconds, value]."));
        var now = device.Time.GetUtcNow();
        var (all, taken) = (0, 0);
        foreach (var pair in document.RootElement.EnumerateArray())
        {
            all++;
            if (JsonText.Point(pair) is not var (milliseconds, value))
                continue;
            if (JsonText.Time(milliseconds, now, MonthsMax, MonthsMax) is not { } at)
                continue;
            var result = await device.Session.WriteAsync(datastream.Pin, value, at, durable: false, cancellation);
            taken += result is WriteResult.Taken ? 1 : 0;
        }

        if (taken == all)
            return Taken.Well;
        var fault = Complaints.Bad(
            name,
            $"{all - taken} of {all} points were passed over. A time within a month and a fitting value are due."
        );
        return taken == 0 ? Taken.BadPayload(fault) : Taken.Well with { Fault = fault };
    }

    private static async ValueTask<Taken> WriteAsync(
        MqttDevice device,
        Template template,
        JsonProperty entry,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var name = JsonText.NameOf(entry) ?? "(no text)";
        if (Topics.Find(template, name) is not { } datastream)
            return DatastreamTopics.Unknown(name);
        if (JsonText.Of(entry.Value) is not { } value)
            return Taken.BadPayload(
                Complaints.Bad(name, "The value cannot be read. Send a number, text, true, false or a list of them.")
            );
        var result = await device.Session.WriteAsync(datastream.Pin, value, now, durable: false, cancellation);
        return Taken.Of(result, name);
    }

    private static JsonDocument? TryParse(string text, JsonValueKind due)
    {
        try
        {
            var document = JsonDocument.Parse(text, JsonText.Shallow);
            if (document.RootElement.ValueKind == due)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
