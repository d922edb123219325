using System.Text.Json;

namespace Firstlight.Edgent.Daemon;

/// <summary>One line of a program to what it asks for, or to why it cannot be done.</summary>
internal sealed class RequestReader(Datastreams datastreams)
{
    private const string BadLine = "bad_line";
    private const string IdName = "id";
    private const string TextName = "text";
    private static readonly string[] Verbs = ["write", "sync", "event", "metadata", "state", "claim"];

    private readonly PinReader _pins = new(datastreams);

    /// <summary>The request or the fault; and the line's <c>id</c> as it stood there, for the answer.</summary>
    public (BridgeRequest? Asked, BridgeFault? Fault, JsonElement? Id) Read(ReadOnlyMemory<byte> line)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(line);
            root = document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            return (null, new BridgeFault(BadLine, "line", $"A line is one JSON object: {fault.Message}"), null);
        }

        if (root.ValueKind != JsonValueKind.Object)
            return (null, new BridgeFault(BadLine, "line", "A line is one JSON object: { … }."), null);
        JsonElement? id = root.TryGetProperty(IdName, out var given) ? given : null;
        if (id is { ValueKind: not (JsonValueKind.String or JsonValueKind.Number) })
            return (null, new BridgeFault(BadLine, IdName, "An id is text or a number."), null);
        var (asked, fault2) = Read(root);
        return (asked, fault2, id);
    }

    private (BridgeRequest? Asked, BridgeFault? Fault) Read(JsonElement root)
    {
        var verbs = root.EnumerateObject()
            .Where(property => Verbs.Contains(property.Name, StringComparer.Ordinal))
            .ToList();
        foreach (var property in root.EnumerateObject())
        {
            var name = property.Name;
            if (name is IdName or TextName || Verbs.Contains(name, StringComparer.Ordinal))
                continue;
            var hint = NearestName.Of(name, Verbs) is { } near ? $"Did you mean {near}?" : "";
            return Fault(name, $"Nobody knows this word. {hint}".TrimEnd());
        }

        if (verbs is not [var verb])
            return Fault("line", $"A line asks for one thing: {string.Join(", ", Verbs)}.");
        return verb.Name switch
        {
            "write" => Write(verb.Value),
            "sync" => Sync(verb.Value),
            "event" => Event(verb.Value, root),
            "metadata" => Metadata(verb.Value),
            "claim" => Claim(verb.Value),
            _ => (new BridgeRequest.State(), null),
        };
    }

    private (BridgeRequest? Asked, BridgeFault? Fault) Write(JsonElement value)
    {
        var (values, fault) = _pins.Values(value);
        return fault is null ? (new BridgeRequest.Write(values), null) : (null, fault);
    }

    private (BridgeRequest? Asked, BridgeFault? Fault) Sync(JsonElement value)
    {
        var (pins, fault) = _pins.Names(value);
        return fault is null ? (new BridgeRequest.Sync(pins), null) : (null, fault);
    }

    private static (BridgeRequest? Asked, BridgeFault? Fault) Event(JsonElement value, JsonElement root)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } code)
            return Fault("event", "An event is its code, as the template has it, in quotes.");
        if (!root.TryGetProperty(TextName, out var text))
            return (new BridgeRequest.LogEvent(code, null), null);
        return
            text.ValueKind == JsonValueKind.String && text.GetString() is { Length: <= EventText.CharactersMax } words
            ? (new BridgeRequest.LogEvent(code, words), null)
            : Fault(TextName, $"An event's text has at most {EventText.CharactersMax} characters.");
    }

    private static (BridgeRequest? Asked, BridgeFault? Fault) Metadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().ToList() is not [var field])
            return Fault("metadata", "Metadata takes one field: { \"name\": \"value\" }.");
        return field.Value.ValueKind == JsonValueKind.String && field.Name.Length > 0
            ? (new BridgeRequest.SetMetadata(field.Name, field.Value.GetString()!), null)
            : Fault(field.Name, "A field's value is text in quotes.");
    }

    private static (BridgeRequest? Asked, BridgeFault? Fault) Claim(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? (new BridgeRequest.Claim(value.GetString()!), null)
            : Fault("claim", "A short code is text in quotes.");

    private static (BridgeRequest? Asked, BridgeFault? Fault) Fault(string what, string why) =>
        (null, new BridgeFault(BadLine, what, why));
}
