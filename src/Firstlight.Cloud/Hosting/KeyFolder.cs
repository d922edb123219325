using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Firstlight.Cloud;

/// <summary>
/// The keys that seal tokens and sign-in tickets, one file each. A file that a power cut or a bad copy damaged takes only its
/// own key away: left to the framework's folder, it would keep everyone from signing in and every token from being made.
/// </summary>
internal sealed class KeyFolder(DirectoryInfo folder, ILoggerFactory loggers) : IXmlRepository
{
    private readonly ILogger _logger = loggers.CreateLogger<KeyFolder>();

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        foreach (var file in folder.EnumerateFiles("*.xml"))
        {
            try
            {
                elements.Add(XElement.Load(file.FullName));
            }
            catch (XmlException damaged)
            {
                Log.KeyDamaged(_logger, file.FullName, damaged);
            }
        }

        return elements;
    }

    /// <summary>On disk, whole, before anything is sealed with it.</summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        var path = Path.Combine(folder.FullName, friendlyName + ".xml");
        var partial = path + ".partial";
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
