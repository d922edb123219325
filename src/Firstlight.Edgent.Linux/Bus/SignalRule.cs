using System.Text;

namespace Firstlight.Edgent.Linux;

/// <summary>Which signals somebody wants. <paramref name="Sender"/> is a unique name (or the bus itself), so that nobody else can play it.</summary>
internal sealed record SignalRule(
    string Sender,
    string? Path = null,
    string? Interface = null,
    string? Member = null,
    string? FirstArgument = null
)
{
    /// <summary>As the bus wants to read it.</summary>
    public string ToText()
    {
        var rule = new StringBuilder($"type='signal',sender='{Sender}'");
        Add("path", Path);
        Add("interface", Interface);
        Add("member", Member);
        Add("arg0", FirstArgument);
        return rule.ToString();

        void Add(string key, string? value)
        {
            if (value is not null)
                rule.Append(',').Append(key).Append("='").Append(value).Append('\'');
        }
    }

    /// <summary>The bus sends one message for all rules that fit; whose it is, is looked up here.</summary>
    public bool Fits(BusMessage message) =>
        message.Kind == BusMessageKind.Signal
        && message.Sender == Sender
        && (Path is null || message.Path == Path)
        && (Interface is null || message.Interface == Interface)
        && (Member is null || message.Member == Member)
        && (FirstArgument is null || (message.Body is [string first, ..] && first == FirstArgument));
}
