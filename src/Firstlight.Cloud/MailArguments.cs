using System.CommandLine;
using System.Globalization;
using Firstlight.Accounts;

namespace Firstlight.Cloud;

/// <summary>The mail server and the address in mails (docs/operate/mail.md).</summary>
internal sealed class MailArguments
{
    private readonly Option<string?> _publicUrl = Named(
        "--public-url",
        "Where people reach the pages; for links in mails"
    );
    private readonly Option<string?> _host = Named("--smtp-host", "Mail server; without one there is no mail");
    private readonly Option<string?> _port = Named("--smtp-port", "Its port; default 587");
    private readonly Option<string?> _tls = Named("--smtp-tls", "'starttls' (default) or 'off'");
    private readonly Option<string?> _user = Named("--smtp-user", "Who to sign in as at the mail server");
    private readonly Option<string?> _password = Named(
        "--smtp-password",
        "Its password; better by FIRSTLIGHT_SMTP_PASSWORD"
    );
    private readonly Option<string?> _from = Named("--smtp-from", "The sender's address");

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _publicUrl, _host, _port, _tls, _user, _password, _from })
            command.Add(option);
    }

    /// <summary>The settings, or in <paramref name="fault"/> what is wrong with them.</summary>
    public MailSettings Read(ParseResult parsed, out string? fault)
    {
        var port = Value(parsed, _port);
        var tls = Value(parsed, _tls);
        var settings = new MailSettings
        {
            PublicUrl = Value(parsed, _publicUrl),
            Host = Value(parsed, _host),
            Port = port is null ? null : ParsePort(port),
            Tls = tls is "off" ? MailTls.None : MailTls.StartTls,
            User = Value(parsed, _user),
            Password = Value(parsed, _password),
            From = Value(parsed, _from),
        };
        fault = FindFault(settings, port, tls);
        return settings;
    }

    private static string? FindFault(MailSettings settings, string? port, string? tls)
    {
        if (port is not null && settings.Port is null)
            return "--smtp-port takes a port number, 1 to 65535.";
        if (tls is not (null or "off" or "starttls"))
            return "--smtp-tls takes 'starttls' or 'off'. A port that begins with TLS (465) is not supported; most servers have 587 too.";
        if (settings.PublicUrl is { } url && !IsWebAddress(url))
            return "--public-url takes an address such as https://iot.example.com.";
        if (settings.Host is null)
            return null;
        if (settings.From is null)
            return "--smtp-host needs --smtp-from, the sender's address.";
        return settings.PublicUrl is null
            ? "--smtp-host needs --public-url, where people reach the pages: mails carry links to them."
            : null;
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is ("http" or "https")
        && url.AbsolutePath == "/";

    private static int? ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535
            ? port
            : null;

    private static string? Value(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } value ? value : null;

    private static Option<string?> Named(string name, string description) => new(name) { Description = description };
}

/// <summary>What the command line and the environment say about mail.</summary>
internal sealed record MailSettings
{
    public string? PublicUrl { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public MailTls Tls { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? From { get; init; }

    public void Configure(MailOptions mail)
    {
        mail.Host = Host;
        mail.Port = Port ?? mail.Port;
        mail.Tls = Tls;
        mail.User = User;
        mail.Password = Password;
        mail.From = From;
    }

    /// <summary>Never prints the password.</summary>
    public override string ToString() => $"mail by {Host ?? "nobody"}";
}
