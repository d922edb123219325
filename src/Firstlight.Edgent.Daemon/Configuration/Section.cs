using System.Text.Json;

namespace Firstlight.Edgent.Daemon;

/// <summary>
/// One object of the configuration file. It remembers which names it was asked for, so that what nobody asked for is a
/// mistake of the writer. Nothing is refused at once: a person sees every problem in one go.
/// </summary>
internal sealed class Section(JsonElement element, string path, List<Problem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Every name with its value, for objects whose names are the writer's.</summary>
    public IEnumerable<JsonProperty> Properties => IsObject ? element.EnumerateObject() : [];

    private bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>An object within; empty when it is not there.</summary>
    public Section Inner(string name)
    {
        if (Find(name) is not { } found)
            return new Section(default, KeyOf(name), problems);
        if (found.ValueKind != JsonValueKind.Object)
            Complain(name, "takes an object: { … }.");
        return new Section(found, KeyOf(name), problems);
    }

    /// <summary>Text; null when it is not there. <paramref name="fault"/> says what is wrong with it, or null.</summary>
    public string? Text(string name, Func<string, string?>? fault = null)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.String)
        {
            Complain(name, "takes text in quotes.");
            return null;
        }

        var text = found.GetString()!;
        if (text.Length == 0)
            Complain(name, "is empty; leave it out instead.");
        else if (fault?.Invoke(text) is { } why)
            Complain(name, why);
        else
            return text;
        return null;
    }

    /// <summary>Text that must be there; empty when it is not.</summary>
    public string NeededText(string name, string meaning, Func<string, string?>? fault = null)
    {
        if (Find(name) is not null)
            return Text(name, fault) ?? "";
        Complain(name, $"is missing: {meaning}.");
        return "";
    }

    /// <summary>A whole number within limits; null when it is not there.</summary>
    public int? Number(string name, int least, int most)
    {
        if (Find(name) is not { } found)
            return null;
        if (
            found.ValueKind == JsonValueKind.Number
            && found.TryGetInt32(out var number)
            && number >= least
            && number <= most
        )
            return number;
        Complain(name, $"takes a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>A switch; null when it is not there.</summary>
    public bool? Flag(string name)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return found.GetBoolean();
        Complain(name, "takes true or false.");
        return null;
    }

    /// <summary>Names that nobody asked for are problems. Call it last.</summary>
    public void RefuseUnknown()
    {
        foreach (var property in Properties.Where(property => !_known.Contains(property.Name)))
        {
            var nearest = NearestName.Of(property.Name, _known);
            var hint = nearest is null ? $"Known here: {string.Join(", ", _known)}." : $"Did you mean {nearest}?";
            Complain(property.Name, $"is no key. {hint}");
        }
    }

    /// <summary>Notes a problem with one key.</summary>
    public void Complain(string name, string why) => problems.Add(new Problem(KeyOf(name), why));

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return IsObject && element.TryGetProperty(name, out var found) ? found : null;
    }

    private string KeyOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
