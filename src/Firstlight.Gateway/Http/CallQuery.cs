using System.Globalization;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Gateway.Traffic;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Firstlight.Gateway.Http;

/// <summary>A pin or datastream that a call names.</summary>
/// <param name="Asked">As the caller spelled it.</param>
/// <param name="Pin">The pin; null when <paramref name="Asked"/> is none, or when it is an id.</param>
internal readonly record struct PinQuery(string Asked, VirtualPin? Pin);

/// <summary>
/// The query of a device call, in its order and with its spelling: parameter names are case-sensitive, and pins come as
/// <c>&amp;v4</c>, <c>&amp;V4=</c>, <c>&amp;v4=21.5</c> or <c>&amp;pin=V4</c>.
/// </summary>
internal sealed class CallQuery
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    /// <param name="query">What stands behind the path.</param>
    /// <param name="form">More of the same from the body of a form.</param>
    public CallQuery(QueryString query, string form = "")
    {
        Add(query.Value);
        Add(form);
    }

    private void Add(string? query)
    {
        foreach (var parameter in new QueryStringEnumerable(query))
        {
            var name = parameter.DecodeName().ToString();
            _parameters.Add(KeyValuePair.Create(name, parameter.DecodeValue().ToString()));
        }
    }

    /// <summary>The first value of the name, or null.</summary>
    public string? Find(string name)
    {
        foreach (var (key, value) in _parameters)
        {
            if (key == name)
                return value;
        }

        return null;
    }

    /// <summary>Every value of the name, in order.</summary>
    public List<string> FindAll(string name)
    {
        var values = new List<string>();
        foreach (var (key, value) in _parameters)
        {
            if (key == name)
                values.Add(value);
        }

        return values;
    }

    /// <summary>All of it but the token, for a person who looks on.</summary>
    public string Words() =>
        string.Join(
            ", ",
            _parameters
                .Where(parameter => parameter.Key != "token")
                .Select(parameter =>
                    parameter.Value.Length == 0
                        ? parameter.Key
                        : $"{parameter.Key} = {FrameWords.Value(parameter.Key, parameter.Value)}"
                )
        );

    /// <summary>The pins a read asks for.</summary>
    public List<PinQuery> Pins()
    {
        var pins = new List<PinQuery>();
        foreach (var (key, value) in _parameters)
        {
            if (key == "pin")
                pins.Add(Read(value));
            else if (IsPinName(key))
                pins.Add(Read(key));
        }

        return pins;
    }

    /// <summary>The writes: each pin with its values, several values of one pin joined as on the wire.</summary>
    public List<(PinQuery Pin, string Value)> Writes()
    {
        var writes = new List<(PinQuery Pin, List<string> Values)>();
        var byPin = new Dictionary<VirtualPin, List<string>>();
        if (Find("pin") is { } named)
            Add(Read(named), FindAll("value"));
        foreach (var (key, value) in _parameters)
        {
            if (IsPinName(key))
                Add(Read(key), [value]);
        }

        return writes.ConvertAll(write => (write.Pin, Join(write.Values)));

        void Add(PinQuery pin, List<string> values)
        {
            if (pin.Pin is { } known && !byPin.TryAdd(known, values))
                byPin[known].AddRange(values);
            else
                writes.Add((pin, values));
        }
    }

    /// <summary>The one datastream a call is about, by <c>dataStreamId</c> or <c>pin</c>, or why there is none.</summary>
    public (Datastream? Found, DeviceAnswer? Refusal) FindDatastream(Template template)
    {
        if (Find("dataStreamId") is { } text)
        {
            if (!TryReadId(text, out var id))
                return (null, DeviceAnswer.Error(Messages.WrongDatastreamId));
            return Find(template, id) is { } byId
                ? (byId, null)
                : (null, DeviceAnswer.Error(Messages.NoSuchDatastream(template.Name)));
        }

        if (Find("pin") is not { } named || Read(named).Pin is not { } pin)
            return (null, DeviceAnswer.Error(Messages.WrongPin));
        return template.FindDatastream(pin) is { } byPin
            ? (byPin, null)
            : (null, DeviceAnswer.Error(Messages.NoDatastream));
    }

    public static bool TryReadId(string text, out int id) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    public static Datastream? Find(Template template, int id)
    {
        foreach (var datastream in template.Datastreams)
        {
            if (datastream.Id == id)
                return datastream;
        }

        return null;
    }

    /// <summary>The names that are left without the given ones, in order, each with its values joined as on the wire.</summary>
    public List<(string Name, string Value)> Without(params ReadOnlySpan<string> names)
    {
        var rest = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in _parameters)
        {
            if (names.Contains(key))
                continue;
            if (!rest.TryAdd(key, [value]))
                rest[key].Add(value);
        }

        return [.. rest.Select(parameter => (parameter.Key, Join(parameter.Value)))];
    }

    public static string Join(IEnumerable<string> values) => string.Join('\0', values);

    /// <summary>A letter for virtual, digital or analog, and digits: meant as a pin, existing or not.</summary>
    private static bool IsPinName(string name) =>
        name.Length > 1
        && name[0] is 'v' or 'V' or 'd' or 'D' or 'a' or 'A'
        && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static PinQuery Read(string text)
    {
        var isVirtual = VirtualPin.TryParse(text, out var pin);
        return new PinQuery(text, isVirtual ? pin : null);
    }
}
